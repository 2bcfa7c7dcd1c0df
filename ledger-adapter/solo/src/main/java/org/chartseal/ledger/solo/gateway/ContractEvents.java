package org.chartseal.ledger.solo.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chartseal.ledger.solo.chain.BlockFollower;
import org.chartseal.ledger.solo.chain.Chain;
import org.chartseal.ledger.solo.chain.CommitStatus;
import org.chartseal.ledger.solo.transaction.TransactionContent;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsResponse;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Picks one contract's events out of blocks: one message per block that has any, events of valid transactions only. */
final class ContractEvents implements BlockFollower.Sender {

    private final ServerCallStreamObserver<ChaincodeEventsResponse> client;
    private final String chaincode;
    private final String afterTransaction;
    private boolean open;

    ContractEvents(ChaincodeEventsRequest request, ServerCallStreamObserver<ChaincodeEventsResponse> client) {
        this.client = client;
        this.chaincode = request.getChaincodeId();
        this.afterTransaction = request.getAfterTransactionId();
        this.open = afterTransaction.isEmpty();
    }

    /** The block to begin with: the one of the transaction that was the last, else the stated one, else the next. */
    static long firstBlock(ChaincodeEventsRequest request, Chain chain) {
        Optional<CommitStatus> last = chain.find(request.getAfterTransactionId());
        if (last.isPresent()) {
            return last.get().block();
        }
        SeekPosition position = request.getStartPosition();
        return switch (position.getTypeCase()) {
            case SPECIFIED -> firstOf(position.getSpecified().getNumber());
            case NEXT_COMMIT, TYPE_NOT_SET -> chain.height();
            default ->
                throw Failures.of(
                        Status.Code.INVALID_ARGUMENT, "invalid start position type: " + position.getTypeCase());
        };
    }

    @Override
    public boolean send(Block block) {
        List<ChaincodeEvent> events = new ArrayList<>();
        List<ByteString> envelopes = block.getData().getDataList();
        ByteString codes = block.getMetadata().getMetadata(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE);
        for (int i = 0; i < envelopes.size(); i++) {
            if (codes.byteAt(i) == TxValidationCode.VALID_VALUE) {
                pick(envelopes.get(i), events);
            }
        }
        if (!events.isEmpty()) {
            client.onNext(ChaincodeEventsResponse.newBuilder()
                    .setBlockNumber(block.getHeader().getNumber())
                    .addAllEvents(events)
                    .build());
        }
        return true;
    }

    private void pick(ByteString envelope, List<ChaincodeEvent> events) {
        ChaincodeEvent event = eventOf(envelope);
        if (event.getEventName().isEmpty()) {
            return;
        }
        if (open) {
            if (event.getChaincodeId().equals(chaincode)) {
                events.add(event);
            }
        } else {
            open = event.getTxId().equals(afterTransaction);
        }
    }

    private static ChaincodeEvent eventOf(ByteString envelope) {
        try {
            return TransactionContent.read(envelope).event();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a valid transaction cannot be read", e);
        }
    }

    /** A number beyond what is signed will not come in anyone's lifetime. */
    private static long firstOf(long unsigned) {
        return unsigned < 0 ? Long.MAX_VALUE : unsigned;
    }
}
