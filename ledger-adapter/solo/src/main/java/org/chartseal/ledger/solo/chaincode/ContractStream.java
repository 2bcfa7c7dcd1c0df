package org.chartseal.ledger.solo.chaincode;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.SynchronizationContext;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chartseal.ledger.solo.Network;
import org.chartseal.ledger.solo.state.Simulation;
import org.chartseal.ledger.solo.state.SimulationRefused;
import org.chartseal.ledger.solo.transaction.Proposed;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.protos.peer.Response;
import org.jspecify.annotations.Nullable;

/** One stream of the chaincode protocol, from the contract's registration to its loss. */
final class ContractStream implements ClientResponseObserver<ChaincodeMessage, ChaincodeMessage> {

    private static final Logger LOG = System.getLogger(ContractStream.class.getName());

    private final CompletableFuture<ContractStream> ready = new CompletableFuture<>();
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final AtomicBoolean lost = new AtomicBoolean();
    private final SynchronizationContext sending =
            new SynchronizationContext((thread, failure) -> lose(String.valueOf(failure.getMessage())));
    private @Nullable ClientCallStreamObserver<ChaincodeMessage> toContract;

    private record Running(CompletableFuture<Run> outcome, Simulation simulation, StateRequests requests) {}

    /** Completes with this stream once the contract has registered. */
    CompletableFuture<ContractStream> ready() {
        return ready.copy();
    }

    boolean isLost() {
        return lost.get();
    }

    CompletableFuture<Run> run(Proposed proposed, Simulation simulation, StateRequests requests) {
        String id = proposed.transactionId();
        Running run = new Running(new CompletableFuture<>(), simulation, requests);
        if (running.putIfAbsent(id, run) != null) {
            return CompletableFuture.failedFuture(new ContractFailed("txid: " + id + " is being run already"));
        }
        send(message(ChaincodeMessage.Type.TRANSACTION, id, proposed.input().toByteString())
                .setProposal(proposed.signed())
                .build());
        if (isLost()) {
            run.outcome().completeExceptionally(streamLost("before the transaction was sent"));
        }
        return run.outcome().whenComplete((outcome, failure) -> running.remove(id, run));
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ChaincodeMessage> requestStream) {
        toContract = requestStream;
    }

    @Override
    public void onNext(ChaincodeMessage message) {
        switch (message.getType()) {
            case REGISTER -> register();
            case COMPLETED -> complete(message);
            case ERROR -> fail(message);
            case KEEPALIVE -> {}
            default -> answer(message);
        }
    }

    @Override
    public void onError(Throwable failure) {
        lose(String.valueOf(failure.getMessage()));
    }

    @Override
    public void onCompleted() {
        lose("the contract hung up");
    }

    private void register() {
        send(ChaincodeMessage.newBuilder()
                .setType(ChaincodeMessage.Type.REGISTERED)
                .build());
        send(ChaincodeMessage.newBuilder().setType(ChaincodeMessage.Type.READY).build());
        ready.complete(this);
    }

    private void complete(ChaincodeMessage message) {
        Running run = running.get(message.getTxid());
        if (run == null) {
            return;
        }
        try {
            Response response = Response.parseFrom(message.getPayload());
            run.outcome()
                    .complete(new Run(
                            response,
                            message.getChaincodeEvent(),
                            run.simulation().result(),
                            run.simulation().hasPrivateWrites()
                                    ? Optional.of(run.simulation().privateResult())
                                    : Optional.empty()));
        } catch (InvalidProtocolBufferException e) {
            run.outcome().completeExceptionally(new ContractFailed("the contract's response cannot be read"));
        }
    }

    private void fail(ChaincodeMessage message) {
        Running run = running.get(message.getTxid());
        if (run != null) {
            run.outcome()
                    .completeExceptionally(new ContractFailed("transaction returned with failure: "
                            + message.getPayload().toStringUtf8()));
        }
    }

    private void answer(ChaincodeMessage request) {
        Running run = running.get(request.getTxid());
        try {
            if (run == null) {
                throw new SimulationRefused("no ledger context");
            }
            ByteString payload = run.requests().answer(request);
            send(message(ChaincodeMessage.Type.RESPONSE, request.getTxid(), payload)
                    .build());
        } catch (RuntimeException refused) {
            send(message(
                            ChaincodeMessage.Type.ERROR,
                            request.getTxid(),
                            ByteString.copyFromUtf8(String.valueOf(refused.getMessage())))
                    .build());
        }
    }

    /** Takes no lock while it sends: whoever comes while another thread is sending leaves its message to that thread. */
    private void send(ChaincodeMessage message) {
        sending.execute(() -> Objects.requireNonNull(toContract).onNext(message));
    }

    private static ChaincodeMessage.Builder message(ChaincodeMessage.Type type, String id, ByteString payload) {
        return ChaincodeMessage.newBuilder()
                .setType(type)
                .setChannelId(Network.CHANNEL)
                .setTxid(id)
                .setPayload(payload);
    }

    /** Ends the stream on purpose. */
    void hangUp() {
        lost.set(true);
        sending.execute(() -> Objects.requireNonNull(toContract).onCompleted());
    }

    private void lose(String why) {
        if (lost.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, "the stream to the contract was lost: {0}", why);
            ContractFailed failure = streamLost(why);
            ready.completeExceptionally(failure);
            running.values().forEach(run -> run.outcome().completeExceptionally(failure));
        }
    }

    private static ContractFailed streamLost(String why) {
        return new ContractFailed("chaincode stream terminated: " + why);
    }
}
