package org.chartseal.ledger.solo.gateway;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.chartseal.ledger.solo.Network;
import org.chartseal.ledger.solo.chain.Chain;
import org.chartseal.ledger.solo.chaincode.ContractConnection;
import org.chartseal.ledger.solo.chaincode.Run;
import org.chartseal.ledger.solo.qscc.QueryContract;
import org.chartseal.ledger.solo.state.Simulation;
import org.chartseal.ledger.solo.transaction.Endorser;
import org.chartseal.ledger.solo.transaction.ProposalCheck;
import org.chartseal.ledger.solo.transaction.ProposalRefused;
import org.chartseal.ledger.solo.transaction.Proposed;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/** Evaluates and endorses proposals. What fails, fails with the status that Fabric's gateway answers for it. */
final class Proposals {

    private static final int FIRST_ERROR = 400;

    private final Chain chain;
    private final ProposalCheck check;
    private final ContractConnection contract;
    private final QueryContract queries;
    private final Endorser endorser;
    private final Failures failures;

    Proposals(Chain chain, ProposalCheck check, ContractConnection contract, Endorser endorser, Failures failures) {
        this.chain = chain;
        this.check = check;
        this.contract = contract;
        this.queries = new QueryContract(chain);
        this.endorser = endorser;
        this.failures = failures;
    }

    /** Runs the proposal and answers what the contract said; nothing is written. */
    CompletableFuture<Response> evaluate(SignedProposal signed) {
        Proposed proposed = read(signed);
        if (!proposed.channel().equals(Network.CHANNEL)) {
            throw Failures.of(Status.Code.UNAVAILABLE, "channel '" + proposed.channel() + "' not found");
        }
        boolean isQuery = proposed.chaincode().equals(QueryContract.NAME);
        if (!isQuery && !proposed.chaincode().equals(Network.CHAINCODE)) {
            throw Failures.of(
                    Status.Code.FAILED_PRECONDITION,
                    "no peers available to evaluate chaincode " + proposed.chaincode() + " in channel "
                            + proposed.channel());
        }
        checkForEvaluate(proposed);
        if (isQuery) {
            return CompletableFuture.completedFuture(
                    accepted(queries.invoke(proposed.input().getArgsList())));
        }
        return run(proposed).handle((run, failure) -> {
            if (failure != null) {
                throw failures.byPeer(
                        Status.Code.ABORTED,
                        "failed to evaluate transaction, see attached details for more info",
                        reason(failure));
            }
            return accepted(run.response());
        });
    }

    /** Runs the proposal and endorses the outcome. */
    CompletableFuture<Envelope> endorse(SignedProposal signed) {
        Proposed proposed = read(signed);
        if (!proposed.channel().equals(Network.CHANNEL) || !proposed.chaincode().equals(Network.CHAINCODE)) {
            throw Failures.of(
                    Status.Code.FAILED_PRECONDITION,
                    "no combination of peers can be derived which satisfy the endorsement policy: chaincode "
                            + proposed.chaincode() + " in channel " + proposed.channel());
        }
        try {
            check.check(proposed);
        } catch (ProposalRefused refused) {
            throw notEndorsed(refused.getMessage());
        }
        return run(proposed).handle((run, failure) -> {
            if (failure != null) {
                throw notEndorsed(reason(failure));
            }
            if (run.isRefused()) {
                throw notEndorsed(refusal(run.response()));
            }
            run.privateResults().ifPresent(writes -> chain.keepPrivate(proposed.transactionId(), writes));
            return endorser.endorse(proposed, run.response(), run.results(), run.event());
        });
    }

    private CompletableFuture<Run> run(Proposed proposed) {
        return contract.run(proposed, new Simulation(chain.state(), proposed.chaincode(), chain.height()));
    }

    private static Proposed read(SignedProposal signed) {
        try {
            return Proposed.read(signed);
        } catch (ProposalRefused malformed) {
            throw Failures.of(Status.Code.INVALID_ARGUMENT, malformed.getMessage());
        }
    }

    private void checkForEvaluate(Proposed proposed) {
        try {
            check.check(proposed);
        } catch (ProposalRefused refused) {
            throw switch (refused.reason()) {
                case UNTIMELY ->
                    failures.byPeer(
                            Status.Code.UNAVAILABLE,
                            "failed to evaluate transaction, see attached details for more info",
                            refused.getMessage());
                case MALFORMED, UNAUTHORISED ->
                    failures.byPeer(
                            Status.Code.FAILED_PRECONDITION,
                            "evaluate call to endorser returned error: " + refused.getMessage(),
                            refused.getMessage());
            };
        }
    }

    private Response accepted(Response response) {
        if (response.getStatus() >= FIRST_ERROR) {
            throw failures.byPeer(
                    Status.Code.UNKNOWN,
                    "evaluate call to endorser returned error: " + refusal(response),
                    refusal(response));
        }
        return response;
    }

    private StatusRuntimeException notEndorsed(String reason) {
        return failures.byPeer(
                Status.Code.ABORTED, "failed to endorse transaction, see attached details for more info", reason);
    }

    private static String refusal(Response response) {
        return "chaincode response " + response.getStatus() + ", " + response.getMessage();
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TimeoutException
                ? "error in simulation: timeout expired while executing transaction"
                : "error in simulation: " + cause.getMessage();
    }
}
