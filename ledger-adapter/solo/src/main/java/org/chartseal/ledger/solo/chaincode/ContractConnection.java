package org.chartseal.ledger.solo.chaincode;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.chartseal.ledger.solo.state.Simulation;
import org.chartseal.ledger.solo.transaction.Proposed;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.jspecify.annotations.Nullable;

/** The node's end of the chaincode protocol: dials the contract, and dials again when the stream was lost. */
public final class ContractConnection implements AutoCloseable {

    private static final Duration RUN_AT_MOST = Duration.ofSeconds(30);

    private final ManagedChannel channel;
    private final LedgerReads reads;
    private @Nullable ContractStream stream;

    /** Will dial the host with that name; its contracts read from that ledger. */
    public ContractConnection(String hostName, LedgerReads reads) {
        this.channel =
                InProcessChannelBuilder.forName(hostName).directExecutor().build();
        this.reads = reads;
    }

    /**
     * Has the contract run the proposal.
     *
     * @return completes with what it came to, or with {@link ContractFailed}
     */
    public CompletableFuture<Run> run(Proposed proposed, Simulation simulation) {
        return connected()
                .ready()
                .thenCompose(ready ->
                        ready.run(proposed, simulation, new StateRequests(simulation, proposed.chaincode(), reads)))
                .orTimeout(RUN_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void close() {
        if (stream != null) {
            stream.hangUp();
        }
        channel.shutdownNow();
    }

    private synchronized ContractStream connected() {
        ContractStream open = stream;
        if (open == null || open.isLost()) {
            ContractStream dialled = new ContractStream();
            // The stream outlives the call that happens to open it.
            Context.ROOT.run(() -> ChaincodeGrpc.newStub(channel).connect(dialled));
            stream = dialled;
            return dialled;
        }
        return open;
    }
}
