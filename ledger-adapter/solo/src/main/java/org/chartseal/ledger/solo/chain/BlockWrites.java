package org.chartseal.ledger.solo.chain;

import com.google.protobuf.ByteString;
import java.util.function.Consumer;
import org.chartseal.ledger.solo.block.WireSpan;
import org.chartseal.ledger.solo.state.HashedKeys;
import org.chartseal.ledger.solo.state.StateKey;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWriteHash;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Finds in a block's bytes what its valid transactions wrote, and where. */
final class BlockWrites {

    private BlockWrites() {}

    /** What a transaction did to a key. */
    enum Kind {
        VALUE,
        DELETION,
        /** A deletion after which no value that the private key ever had is kept. */
        PURGE,
        METADATA
    }

    /**
     * One write.
     *
     * @param transaction place of its transaction in the block
     * @param key of a private write: that of its hashes
     * @param bytes where the value, the hash of a private one, or the whole record of the metadata, stands in the block's bytes
     */
    record Write(int transaction, StateKey key, Kind kind, WireSpan bytes) {}

    /** Hands over every write of every valid transaction, in their order; a transaction's metadata comes after its values. */
    static void each(byte[] block, Consumer<Write> consumer) {
        WireSpan whole = WireSpan.of(block);
        WireSpan codes = codes(whole);
        int[] transaction = {0};
        whole.field(Block.DATA_FIELD_NUMBER).each(BlockData.DATA_FIELD_NUMBER, envelope -> {
            int place = transaction[0]++;
            if (block[codes.start() + place] == TxValidationCode.VALID_VALUE) {
                eachOf(place, envelope, consumer);
            }
        });
    }

    private static WireSpan codes(WireSpan block) {
        WireSpan[] found = {block};
        int[] index = {0};
        block.field(Block.METADATA_FIELD_NUMBER).each(BlockMetadata.METADATA_FIELD_NUMBER, entry -> {
            if (index[0]++ == BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE) {
                found[0] = entry;
            }
        });
        return found[0];
    }

    private static void eachOf(int transaction, WireSpan envelope, Consumer<Write> consumer) {
        envelope.field(Envelope.PAYLOAD_FIELD_NUMBER)
                .field(Payload.DATA_FIELD_NUMBER)
                .field(Transaction.ACTIONS_FIELD_NUMBER)
                .field(TransactionAction.PAYLOAD_FIELD_NUMBER)
                .field(ChaincodeActionPayload.ACTION_FIELD_NUMBER)
                .field(ChaincodeEndorsedAction.PROPOSAL_RESPONSE_PAYLOAD_FIELD_NUMBER)
                .field(ProposalResponsePayload.EXTENSION_FIELD_NUMBER)
                .field(ChaincodeAction.RESULTS_FIELD_NUMBER)
                .each(TxReadWriteSet.NS_RWSET_FIELD_NUMBER, set -> {
                    String namespace =
                            set.field(NsReadWriteSet.NAMESPACE_FIELD_NUMBER).text();
                    WireSpan keys = set.field(NsReadWriteSet.RWSET_FIELD_NUMBER);
                    keys.each(
                            KVRWSet.WRITES_FIELD_NUMBER,
                            write -> consumer.accept(write(transaction, namespace, write)));
                    keys.each(
                            KVRWSet.METADATA_WRITES_FIELD_NUMBER,
                            write -> consumer.accept(metadata(transaction, namespace, write)));
                    set.each(
                            NsReadWriteSet.COLLECTION_HASHED_RWSET_FIELD_NUMBER,
                            collection -> eachOfCollection(transaction, namespace, collection, consumer));
                });
    }

    private static void eachOfCollection(
            int transaction, String namespace, WireSpan collection, Consumer<Write> consumer) {
        String name = collection
                .field(CollectionHashedReadWriteSet.COLLECTION_NAME_FIELD_NUMBER)
                .text();
        collection
                .field(CollectionHashedReadWriteSet.HASHED_RWSET_FIELD_NUMBER)
                .each(HashedRWSet.HASHED_WRITES_FIELD_NUMBER, write -> {
                    ByteString keyHash = ByteString.copyFrom(
                            write.field(KVWriteHash.KEY_HASH_FIELD_NUMBER).copy());
                    consumer.accept(new Write(
                            transaction,
                            HashedKeys.key(namespace, name, keyHash),
                            kind(write),
                            write.field(KVWriteHash.VALUE_HASH_FIELD_NUMBER)));
                });
    }

    private static Kind kind(WireSpan privateWrite) {
        if (privateWrite.number(KVWriteHash.IS_PURGE_FIELD_NUMBER) != 0) {
            return Kind.PURGE;
        }
        return privateWrite.number(KVWriteHash.IS_DELETE_FIELD_NUMBER) != 0 ? Kind.DELETION : Kind.VALUE;
    }

    private static Write write(int transaction, String namespace, WireSpan write) {
        return new Write(
                transaction,
                new StateKey(namespace, write.field(KVWrite.KEY_FIELD_NUMBER).text()),
                write.number(KVWrite.IS_DELETE_FIELD_NUMBER) != 0 ? Kind.DELETION : Kind.VALUE,
                write.field(KVWrite.VALUE_FIELD_NUMBER));
    }

    private static Write metadata(int transaction, String namespace, WireSpan write) {
        String key = write.field(KVMetadataWrite.KEY_FIELD_NUMBER).text();
        return new Write(transaction, new StateKey(namespace, key), Kind.METADATA, write);
    }
}
