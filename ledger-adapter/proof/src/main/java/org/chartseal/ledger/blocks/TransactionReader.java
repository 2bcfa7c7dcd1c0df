package org.chartseal.ledger.blocks;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.TransactionId;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.jspecify.annotations.Nullable;

/** Tells of one transaction of a block: who, what, endorsed by whom, what it wrote. */
final class TransactionReader {

    private static final String MALFORMED = "MALFORMED";

    private final String chaincode;
    private final ChannelConfiguration configuration;

    TransactionReader(String chaincode, ChannelConfiguration configuration) {
        this.chaincode = chaincode;
        this.configuration = configuration;
    }

    LedgerBlock.Transaction read(ByteString envelope, int code) {
        try {
            BlockTransaction transaction = BlockTransaction.read(envelope);
            Optional<BlockTransaction.Invocation> invocation = transaction.invocation();
            if (invocation.isEmpty()) {
                return described(transaction, code, null, List.of(), List.of(), null);
            }
            BlockTransaction.Invocation call = invocation.get();
            return described(
                    transaction,
                    code,
                    call.function().orElse(null),
                    call.endorsers(configuration),
                    List.copyOf(call.written(chaincode).keySet()),
                    call.event().orElse(null));
        } catch (InvalidProtocolBufferException malformed) {
            return new LedgerBlock.Transaction(
                    new TransactionId(""), null, null, MALFORMED, null, List.of(), List.of(), null);
        }
    }

    private LedgerBlock.Transaction described(
            BlockTransaction transaction,
            int code,
            @Nullable String function,
            List<Member> endorsers,
            List<String> written,
            @Nullable String event) {
        return new LedgerBlock.Transaction(
                new TransactionId(transaction.id()),
                transaction.time(),
                function,
                validation(code),
                transaction.submitter(configuration).map(CertificateFacts::of).orElse(null),
                endorsers.stream().map(CertificateFacts::of).toList(),
                written,
                event);
    }

    private static String validation(int code) {
        TxValidationCode named = TxValidationCode.forNumber(code);
        return named == null ? "CODE_" + code : named.name();
    }
}
