package org.chartseal.ledger.contract;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.contract.ContractRouter;
import org.hyperledger.fabric.protos.peer.ChaincodeGrpc;
import org.hyperledger.fabric.protos.peer.ChaincodeMessage;
import org.hyperledger.fabric.shim.ChaincodeServer;

/** Serves the contract as a service that peers dial ("chaincode as a service"). */
public final class ContractServer implements AutoCloseable {

    /**
     * Where it listens and under which name it registers.
     *
     * @param packageId the chaincode package's id, which the peer expects at registration
     * @param organisations MSP ids, separated by commas, of all that must agree before a practitioner changes
     * @param tls absent for a plain connection on one machine
     */
    public record Settings(String packageId, InetSocketAddress address, String organisations, Optional<Tls> tls) {

        /** Takes no list that the contract could not read. */
        public Settings {
            organisations = Organisations.parse(organisations).toString();
        }

        /**
         * Reads settings; {@code CHAINCODE_ID}, {@code CHAINCODE_SERVER_ADDRESS} (host:port) and {@code CHARTSEAL_ORGANISATIONS} are
         * needed, {@code CHAINCODE_TLS_CERT}, {@code CHAINCODE_TLS_KEY} and {@code CHAINCODE_CLIENT_CA_CERT} (files) go together.
         *
         * @throws IllegalArgumentException naming the key that is missing or wrong
         */
        public static Settings read(Map<String, String> environment) {
            String address = need(environment, "CHAINCODE_SERVER_ADDRESS");
            int colon = address.lastIndexOf(':');
            if (colon < 1 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
                throw new IllegalArgumentException("CHAINCODE_SERVER_ADDRESS is not host:port");
            }
            return new Settings(
                    need(environment, "CHAINCODE_ID"),
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                    need(environment, "CHARTSEAL_ORGANISATIONS"),
                    environment.containsKey("CHAINCODE_TLS_CERT")
                            ? Optional.of(Tls.read(environment))
                            : Optional.empty());
        }

        private static String need(Map<String, String> environment, String key) {
            String value = environment.getOrDefault(key, "");
            if (value.isBlank()) {
                throw new IllegalArgumentException(key + " is not set");
            }
            return value;
        }
    }

    /** Mutual TLS: PEM files of the server's certificate and key, and of the authority whose clients it lets in. */
    public record Tls(Path certificate, Path key, Path clientRoots) {

        static Tls read(Map<String, String> environment) {
            return new Tls(
                    Path.of(Settings.need(environment, "CHAINCODE_TLS_CERT")),
                    Path.of(Settings.need(environment, "CHAINCODE_TLS_KEY")),
                    Path.of(Settings.need(environment, "CHAINCODE_CLIENT_CA_CERT")));
        }
    }

    private static final int MAX_MESSAGE = 100 * 1024 * 1024;

    private final Server server;

    private ContractServer(Server server) {
        this.server = server;
    }

    /** Runs until the process is ended. Settings come from the environment. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (ContractServer running = start(Settings.read(System.getenv()))) {
            running.server.awaitTermination();
        }
    }

    /**
     * Starts to serve, and returns when the address is bound.
     *
     * @throws IOException when it cannot be bound
     */
    public static ContractServer start(Settings settings) throws IOException {
        System.setProperty(LedgerNames.ORGANISATIONS, settings.organisations());
        ContractRouter router = new ContractRouter(new String[] {"-i", settings.packageId()});
        Server server = NettyServerBuilder.forAddress(settings.address(), credentials(settings))
                .addService(new Peers(settings.packageId(), router))
                .maxInboundMessageSize(MAX_MESSAGE)
                .permitKeepAliveTime(1, TimeUnit.MINUTES)
                .permitKeepAliveWithoutCalls(true)
                .build();
        try {
            router.startRouterWithChaincodeServer(new Unblocked(server));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        return new ContractServer(server);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static ServerCredentials credentials(Settings settings) throws IOException {
        if (settings.tls().isEmpty()) {
            return InsecureServerCredentials.create();
        }
        Tls tls = settings.tls().get();
        return TlsServerCredentials.newBuilder()
                .keyManager(tls.certificate().toFile(), tls.key().toFile())
                .trustManager(tls.clientRoots().toFile())
                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                .build();
    }

    /** Each peer that connects gets a connection of its own to the one contract. */
    private static final class Peers extends ChaincodeGrpc.ChaincodeImplBase {

        private final String packageId;
        private final ContractRouter router;

        Peers(String packageId, ContractRouter router) {
            super();
            this.packageId = packageId;
            this.router = router;
        }

        @Override
        public StreamObserver<ChaincodeMessage> connect(StreamObserver<ChaincodeMessage> peer) {
            try {
                return PeerConnection.open(packageId, router, peer);
            } catch (IOException refused) {
                throw Status.INTERNAL.withCause(refused).asRuntimeException();
            }
        }
    }

    /** Starting does not wait for the end, as the shim's own server does. */
    private record Unblocked(Server server) implements ChaincodeServer {

        @Override
        public void start() throws IOException {
            server.start();
        }

        @Override
        public void stop() {
            server.shutdown();
        }
    }
}
