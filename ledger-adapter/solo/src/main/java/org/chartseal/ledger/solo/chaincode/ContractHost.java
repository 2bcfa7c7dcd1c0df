package org.chartseal.ledger.solo.chaincode;

import io.grpc.Server;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.chartseal.ledger.contract.LedgerNames;
import org.chartseal.ledger.solo.LedgerUnusable;
import org.chartseal.ledger.solo.Network;
import org.hyperledger.fabric.contract.ContractRouter;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeException;
import org.hyperledger.fabric.shim.ChaincodeServer;
import org.hyperledger.fabric.shim.ChaincodeStub;

/**
 * Runs the contracts on the class path, unchanged, as Fabric's own server for them does, and offers them through the
 * chaincode protocol inside this process: no port, so nobody else can speak to them.
 */
public final class ContractHost implements AutoCloseable {

    private static final Logger SHIM_LOG = Logger.getLogger("org.hyperledger.fabric");
    private static final Logger OUTCOMES = Logger.getLogger("org.hyperledger.fabric.shim.ResponseUtils");
    private static final List<Logger> SUPERSEDED = List.of(
            Logger.getLogger("org.hyperledger.fabric.shim.impl.ChaincodeInvocationTask"),
            Logger.getLogger("org.hyperledger.fabric.shim.ChaincodeBase"));
    private static final List<Logger> CHATTY = List.of(
            Logger.getLogger("org.hyperledger.fabric.shim"), Logger.getLogger("org.hyperledger.fabric.contract"));

    private final Server server;

    private ContractHost(Server server) {
        this.server = server;
    }

    /**
     * Finds the contracts and starts to serve them.
     *
     * @param name of the server inside this process
     * @param packageId that the contracts register with
     */
    public static ContractHost start(String name, String packageId) {
        List<Formatting> formats = Formatting.ofRootHandlers();
        quieten();
        System.setProperty(LedgerNames.ORGANISATIONS, Network.MSP_ID);
        ContractClassPath classPath = ContractClassPath.narrow();
        try {
            String[] arguments = {"--id", packageId};
            ContractRouter router = new ContractRouter(arguments);
            quieten();
            Routed routed = new Routed(router, arguments);
            Server server = InProcessServerBuilder.forName(name)
                    .directExecutor()
                    .addService(routed.service())
                    .build();
            router.startRouterWithChaincodeServer(new InProcess(server));
            return new ContractHost(server);
        } catch (IOException e) {
            throw new LedgerUnusable("The contract cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnusable("Interrupted while the contract was starting.", e);
        } finally {
            classPath.restore();
            formats.forEach(Formatting::restore);
            quieten();
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    /** The shim logs every call with its arguments, and every refusal and the orderly end of its stream as severe. */
    private static void quieten() {
        SHIM_LOG.setLevel(Level.WARNING);
        CHATTY.forEach(logger -> logger.setLevel(Level.WARNING));
        SUPERSEDED.forEach(logger -> logger.setLevel(Level.OFF));
        // A refusal is an answer; only what a contract did not foresee belongs into the log.
        OUTCOMES.setFilter(record -> !String.valueOf(record.getMessage()).contains(ChaincodeException.class.getName()));
    }

    /** The shim changes the format of all logging; this puts it back. */
    private record Formatting(Handler handler, Formatter formatter, Level level) {

        static List<Formatting> ofRootHandlers() {
            return Stream.of(Logger.getLogger("").getHandlers())
                    .map(handler -> new Formatting(handler, handler.getFormatter(), handler.getLevel()))
                    .toList();
        }

        void restore() {
            handler.setFormatter(formatter);
            handler.setLevel(level);
        }
    }

    /** Hands every call to Fabric's router, with as many threads as a busy hour needs. */
    private static final class Routed extends ChaincodeBase {

        private static final String THREADS = "16";

        private final ContractRouter router;

        private Routed(ContractRouter router, String[] arguments) {
            this.router = router;
            processCommandLineOptions(arguments);
            super.getChaincodeConfig();
        }

        ChaincodeGrpc.ChaincodeImplBase service() {
            return new ChaincodeGrpc.ChaincodeImplBase() {
                @Override
                public StreamObserver<ChaincodeMessage> connect(StreamObserver<ChaincodeMessage> toNode) {
                    try {
                        return connectToPeer(toNode);
                    } catch (IOException e) {
                        throw new IllegalStateException("the contract cannot be connected", e);
                    }
                }
            };
        }

        @Override
        public Response init(ChaincodeStub stub) {
            return router.init(stub);
        }

        @Override
        public Response invoke(ChaincodeStub stub) {
            return router.invoke(stub);
        }

        @Override
        public Properties getChaincodeConfig() {
            Properties properties = super.getChaincodeConfig();
            properties.setProperty("TP_CORE_POOL_SIZE", THREADS);
            properties.setProperty("TP_MAX_POOL_SIZE", THREADS);
            return properties;
        }
    }

    /** What Fabric's router starts once it has found the contracts. */
    private record InProcess(Server server) implements ChaincodeServer {

        @Override
        public void start() throws IOException {
            server.start();
        }

        @Override
        public void stop() {
            server.shutdownNow();
        }
    }
}
