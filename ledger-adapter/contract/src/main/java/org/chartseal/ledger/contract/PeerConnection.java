package org.chartseal.ledger.contract;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.hyperledger.fabric.protos.peer.ChaincodeAdditionalParams;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.GetStateMultiple;
import org.hyperledger.fabric.protos.peer.GetStateMultipleResult;
import org.hyperledger.fabric.protos.peer.WriteBatchState;
import org.hyperledger.fabric.protos.peer.WriteRecord;
import org.hyperledger.fabric.shim.Chaincode;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeStub;

/**
 * One peer's connection. The shim speaks on it; beside the shim it reads and writes many keys in one exchange, which
 * Fabric's peers from 3.1 on take and say so when they are ready. The shim itself (2.5.10) knows an exchange for each key
 * alone.
 */
final class PeerConnection extends ChaincodeBase {

    private static final ThreadLocal<PeerConnection> CURRENT = new ThreadLocal<>();

    private final Chaincode contract;
    private final StreamObserver<ChaincodeMessage> peer;
    /** Questions that wait for the peer's answer, by transaction: each has one at a time, as the shim has. */
    private final Map<String, CompletableFuture<ByteString>> asked = new ConcurrentHashMap<>();

    private volatile boolean ended;
    private volatile ChaincodeAdditionalParams abilities = ChaincodeAdditionalParams.getDefaultInstance();

    private PeerConnection(String packageId, Chaincode contract, StreamObserver<ChaincodeMessage> peer) {
        this.contract = contract;
        this.peer = new OneAtATime(peer);
        processCommandLineOptions(new String[] {"-i", packageId});
        // Reads the settings, without which it does not connect.
        getChaincodeConfig();
    }

    /**
     * Registers the contract with a peer that has just connected.
     *
     * @return takes what the peer says
     * @throws IOException when the shim refuses its settings
     */
    static StreamObserver<ChaincodeMessage> open(
            String packageId, Chaincode contract, StreamObserver<ChaincodeMessage> peer) throws IOException {
        PeerConnection connection = new PeerConnection(packageId, contract, peer);
        return connection.new Inbound(connection.connectToPeer(connection.peer));
    }

    /** The connection on which the transaction that this thread runs came; none where no peer runs it. */
    static Optional<PeerConnection> ofThisTransaction() {
        return Optional.ofNullable(CURRENT.get());
    }

    @Override
    public Chaincode.Response init(ChaincodeStub stub) {
        return contract.init(stub);
    }

    @Override
    public Chaincode.Response invoke(ChaincodeStub stub) {
        CURRENT.set(this);
        try {
            return contract.invoke(stub);
        } finally {
            CURRENT.remove();
        }
    }

    /** Most keys that the peer reads in one exchange; 0 when it takes none such. */
    int mostReads() {
        return abilities.getUseGetMultipleKeys() ? abilities.getMaxSizeGetMultipleKeys() : 0;
    }

    /** Most keys that the peer writes in one exchange; 0 when it takes none such. */
    int mostWrites() {
        return abilities.getUseWriteBatch() ? abilities.getMaxSizeWriteBatch() : 0;
    }

    List<byte[]> read(ChaincodeStub stub, List<String> keys) {
        ByteString answer = ask(
                stub,
                ChaincodeMessage.Type.GET_STATE_MULTIPLE,
                GetStateMultiple.newBuilder().addAllKeys(keys).build());
        try {
            List<byte[]> values = GetStateMultipleResult.parseFrom(answer).getValuesList().stream()
                    .map(ByteString::toByteArray)
                    .toList();
            if (values.size() != keys.size()) {
                throw new IllegalStateException("The peer answered " + values.size() + " of " + keys.size() + " keys.");
            }
            return values;
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    void write(ChaincodeStub stub, List<Map.Entry<String, byte[]>> values) {
        WriteBatchState.Builder batch = WriteBatchState.newBuilder();
        values.forEach(value -> batch.addRec(WriteRecord.newBuilder()
                .setType(WriteRecord.Type.PUT_STATE)
                .setKey(value.getKey())
                .setValue(ByteString.copyFrom(value.getValue()))));
        ask(stub, ChaincodeMessage.Type.WRITE_BATCH_STATE, batch.build());
    }

    private ByteString ask(ChaincodeStub stub, ChaincodeMessage.Type type, MessageLite question) {
        String transaction = key(stub.getChannelId(), stub.getTxId());
        CompletableFuture<ByteString> answer = new CompletableFuture<>();
        asked.put(transaction, answer);
        if (ended) {
            answer.cancel(false);
        }
        try {
            peer.onNext(ChaincodeMessage.newBuilder()
                    .setType(type)
                    .setChannelId(stub.getChannelId())
                    .setTxid(stub.getTxId())
                    .setPayload(question.toByteString())
                    .build());
            return answer.join();
        } catch (CompletionException | CancellationException failure) {
            throw new IllegalStateException("The peer did not answer " + type, failure);
        } finally {
            asked.remove(transaction);
        }
    }

    private static String key(String channel, String transaction) {
        return channel + '/' + transaction;
    }

    /** Gives the shim what it asked for, and this connection what it asked for itself. */
    private final class Inbound implements StreamObserver<ChaincodeMessage> {

        private final StreamObserver<ChaincodeMessage> shim;

        Inbound(StreamObserver<ChaincodeMessage> shim) {
            this.shim = shim;
        }

        @Override
        public void onNext(ChaincodeMessage message) {
            if (!answered(message)) {
                if (message.getType() == ChaincodeMessage.Type.READY) {
                    abilities = abilities(message);
                }
                shim.onNext(message);
            }
        }

        private boolean answered(ChaincodeMessage message) {
            CompletableFuture<ByteString> waiting = asked.get(key(message.getChannelId(), message.getTxid()));
            if (waiting == null) {
                return false;
            }
            return switch (message.getType()) {
                case RESPONSE -> waiting.complete(message.getPayload());
                case ERROR ->
                    waiting.completeExceptionally(
                            new IllegalStateException(message.getPayload().toStringUtf8()));
                default -> false;
            };
        }

        /** A peer that says something else than this contract understands takes single keys at least. */
        private ChaincodeAdditionalParams abilities(ChaincodeMessage ready) {
            try {
                return ChaincodeAdditionalParams.parseFrom(ready.getPayload());
            } catch (InvalidProtocolBufferException unknown) {
                return ChaincodeAdditionalParams.getDefaultInstance();
            }
        }

        @Override
        public void onError(Throwable failure) {
            ended();
            shim.onError(failure);
        }

        @Override
        public void onCompleted() {
            ended();
            shim.onCompleted();
        }

        private void ended() {
            ended = true;
            asked.values().forEach(waiting -> waiting.cancel(false));
        }
    }

    /** A stream takes one message at a time; the shim's threads and this connection's share it. */
    private record OneAtATime(StreamObserver<ChaincodeMessage> stream) implements StreamObserver<ChaincodeMessage> {

        @Override
        public synchronized void onNext(ChaincodeMessage message) {
            stream.onNext(message);
        }

        @Override
        public synchronized void onError(Throwable failure) {
            stream.onError(failure);
        }

        @Override
        public synchronized void onCompleted() {
            stream.onCompleted();
        }
    }
}
