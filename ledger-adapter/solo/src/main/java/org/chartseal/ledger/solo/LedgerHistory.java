package org.chartseal.ledger.solo;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.chartseal.ledger.solo.chain.Chain;
import org.chartseal.ledger.solo.chaincode.LedgerReads;
import org.chartseal.ledger.solo.state.KeyVersion;
import org.chartseal.ledger.solo.state.StateKey;
import org.chartseal.ledger.solo.transaction.TransactionContent;
import org.hyperledger.fabric.protos.common.ChannelHeader;

/** Values and their writers, read from the chain's blocks. */
record LedgerHistory(Chain chain) implements LedgerReads {

    @Override
    public ByteString value(KeyVersion version) {
        return chain.value(version);
    }

    @Override
    public ByteString metadata(KeyVersion version) {
        return chain.metadata(version);
    }

    @Override
    public Optional<ByteString> privateValue(StateKey hashedKey, KeyVersion hash) {
        return chain.privateValue(hashedKey, hash);
    }

    @Override
    public Writer writer(KeyVersion version) {
        ByteString envelope = chain.block(version.block()).getData().getData(version.transaction());
        try {
            ChannelHeader header = TransactionContent.read(envelope).header();
            return new Writer(header.getTxId(), header.getTimestamp());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a valid transaction cannot be read", e);
        }
    }
}
