package org.chartseal.ledger.solo.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.chartseal.ledger.solo.Network;
import org.chartseal.ledger.solo.chain.BlockFollower;
import org.chartseal.ledger.solo.chain.Chain;
import org.chartseal.ledger.solo.chain.CommitStatus;
import org.chartseal.ledger.solo.chain.Committer;
import org.chartseal.ledger.solo.chaincode.ContractConnection;
import org.chartseal.ledger.solo.transaction.Endorser;
import org.chartseal.ledger.solo.transaction.EnvelopeCheck;
import org.chartseal.ledger.solo.transaction.EnvelopeRefused;
import org.chartseal.ledger.solo.transaction.ProposalCheck;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsResponse;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;

/** Fabric's Gateway service. No call holds a thread while it waits. */
public final class GatewayService extends GatewayGrpc.GatewayImplBase {

    private static final Logger LOG = System.getLogger(GatewayService.class.getName());

    private final Chain chain;
    private final Committer committer;
    private final EnvelopeCheck envelopes;
    private final Proposals proposals;
    private final SignedRequests requests;
    private final Executor executor;

    /**
     * The service of the peer at that endpoint.
     *
     * @param executor runs the streams of events
     */
    public GatewayService(
            Chain chain,
            Committer committer,
            ContractConnection contract,
            ProposalCheck proposalCheck,
            EnvelopeCheck envelopes,
            Endorser endorser,
            String endpoint,
            Executor executor) {
        this.chain = chain;
        this.committer = committer;
        this.envelopes = envelopes;
        this.proposals = new Proposals(chain, proposalCheck, contract, endorser, new Failures(endpoint));
        this.requests = new SignedRequests(chain.membership());
        this.executor = executor;
    }

    @Override
    public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> client) {
        answer(
                client,
                () -> proposals.evaluate(request.getProposedTransaction()),
                result -> EvaluateResponse.newBuilder().setResult(result).build());
    }

    @Override
    public void endorse(EndorseRequest request, StreamObserver<EndorseResponse> client) {
        answer(
                client,
                () -> proposals.endorse(request.getProposedTransaction()),
                envelope -> EndorseResponse.newBuilder()
                        .setPreparedTransaction(envelope)
                        .build());
    }

    @Override
    public void submit(SubmitRequest request, StreamObserver<SubmitResponse> client) {
        answer(client, () -> CompletableFuture.completedFuture(take(request)), Function.identity());
    }

    @Override
    public void commitStatus(SignedCommitStatusRequest signed, StreamObserver<CommitStatusResponse> client) {
        answer(
                client,
                () -> await(signed, cancellable(client)),
                status -> CommitStatusResponse.newBuilder()
                        .setResult(status.code())
                        .setBlockNumber(status.block())
                        .build());
    }

    @Override
    public void chaincodeEvents(SignedChaincodeEventsRequest signed, StreamObserver<ChaincodeEventsResponse> client) {
        try {
            follow(signed, cancellable(client));
        } catch (StatusRuntimeException refused) {
            client.onError(refused);
        }
    }

    private SubmitResponse take(SubmitRequest request) {
        if (request.getPreparedTransaction().getSignature().isEmpty()) {
            throw Failures.of(Status.Code.INVALID_ARGUMENT, "prepared transaction must be signed");
        }
        if (!request.getChannelId().equals(Network.CHANNEL)) {
            throw Failures.of(
                    Status.Code.FAILED_PRECONDITION, "no orderers are known for channel " + request.getChannelId());
        }
        try {
            if (!committer.submit(envelopes.take(request.getPreparedTransaction()))) {
                throw Failures.of(
                        Status.Code.UNAVAILABLE, "no orderers could successfully process transaction: too many wait");
            }
        } catch (EnvelopeRefused refused) {
            throw Failures.of(
                    Status.Code.ABORTED,
                    "received unsuccessful response from orderer: status=" + refused.status() + ", info="
                            + refused.getMessage());
        }
        return SubmitResponse.getDefaultInstance();
    }

    private CompletableFuture<CommitStatus> await(
            SignedCommitStatusRequest signed, ServerCallStreamObserver<?> client) {
        CommitStatusRequest request = statusRequest(signed);
        requests.requireReader(
                request.getChannelId(), request.getIdentity(), signed.getRequest(), signed.getSignature());
        CompletableFuture<CommitStatus> status = chain.await(request.getTransactionId());
        client.setOnCancelHandler(() -> status.cancel(false));
        return status;
    }

    private static CommitStatusRequest statusRequest(SignedCommitStatusRequest signed) {
        if (signed.getRequest().isEmpty()) {
            throw Failures.of(Status.Code.INVALID_ARGUMENT, "a commit status request is required");
        }
        try {
            CommitStatusRequest request = CommitStatusRequest.parseFrom(signed.getRequest());
            if (request.getIdentity().isEmpty()) {
                throw Failures.of(Status.Code.INVALID_ARGUMENT, "no identity provided");
            }
            if (request.getChannelId().isEmpty()) {
                throw Failures.of(Status.Code.INVALID_ARGUMENT, "no channel ID provided");
            }
            if (request.getTransactionId().isEmpty()) {
                throw Failures.of(Status.Code.INVALID_ARGUMENT, "transaction ID should not be empty");
            }
            return request;
        } catch (InvalidProtocolBufferException e) {
            throw Failures.of(Status.Code.INVALID_ARGUMENT, "invalid status request: " + e.getMessage());
        }
    }

    private void follow(SignedChaincodeEventsRequest signed, ServerCallStreamObserver<ChaincodeEventsResponse> client) {
        if (signed.getRequest().isEmpty()) {
            throw Failures.of(Status.Code.INVALID_ARGUMENT, "a chaincode events request is required");
        }
        try {
            ChaincodeEventsRequest request = ChaincodeEventsRequest.parseFrom(signed.getRequest());
            requests.requireReader(
                    request.getChannelId(), request.getIdentity(), signed.getRequest(), signed.getSignature());
            long first = ContractEvents.firstBlock(request, chain);
            new BlockFollower(chain, client, executor).follow(first, new ContractEvents(request, client));
        } catch (InvalidProtocolBufferException e) {
            throw Failures.of(Status.Code.INVALID_ARGUMENT, "invalid chaincode events request: " + e.getMessage());
        }
    }

    private static <T> ServerCallStreamObserver<T> cancellable(StreamObserver<T> client) {
        return (ServerCallStreamObserver<T>) client;
    }

    /** Answers when the work is done; a client that has hung up is told nothing. */
    private static <T, R> void answer(
            StreamObserver<R> client, Supplier<CompletableFuture<T>> work, Function<T, R> response) {
        ServerCallStreamObserver<R> call = cancellable(client);
        call.setOnCancelHandler(() -> {});
        CompletableFuture<T> result;
        try {
            result = work.get();
        } catch (RuntimeException refused) {
            fail(call, refused);
            return;
        }
        CompletableFuture<T> unused = result.whenComplete((value, failure) -> {
            if (call.isCancelled()) {
                return;
            }
            if (failure == null) {
                call.onNext(response.apply(value));
                call.onCompleted();
            } else {
                fail(call, failure);
            }
        });
    }

    private static void fail(ServerCallStreamObserver<?> call, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StatusRuntimeException) {
            call.onError(cause);
        } else {
            LOG.log(Level.ERROR, "a call failed", cause);
            call.onError(Failures.of(Status.Code.INTERNAL, "the ledger failed to answer; see its log"));
        }
    }
}
