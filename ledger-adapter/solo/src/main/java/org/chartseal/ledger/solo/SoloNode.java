package org.chartseal.ledger.solo;

import io.grpc.Server;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.chartseal.ledger.solo.block.BlockLimits;
import org.chartseal.ledger.solo.block.BlockSigner;
import org.chartseal.ledger.solo.block.ConfigurationBlock;
import org.chartseal.ledger.solo.chain.Chain;
import org.chartseal.ledger.solo.chain.Committer;
import org.chartseal.ledger.solo.chaincode.ContractConnection;
import org.chartseal.ledger.solo.chaincode.ContractHost;
import org.chartseal.ledger.solo.deliver.DeliverService;
import org.chartseal.ledger.solo.gateway.GatewayService;
import org.chartseal.ledger.solo.identity.ClientProfile;
import org.chartseal.ledger.solo.identity.OrganisationKeys;
import org.chartseal.ledger.solo.identity.SigningIdentity;
import org.chartseal.ledger.solo.identity.UnknownIdentity;
import org.chartseal.ledger.solo.transaction.Endorser;
import org.chartseal.ledger.solo.transaction.EnvelopeCheck;
import org.chartseal.ledger.solo.transaction.ProposalCheck;

/** Puts the parts of a ledger together, starts them, and stops them in the opposite order. */
final class SoloNode implements RunningLedger {

    private static final int THREADS = 8;
    private static final int MAX_MESSAGE_BYTES = 16 << 20;
    private static final int GRACE_SECONDS = 2;

    private final Parts parts;
    private final Chain chain;
    private final Server server;
    private final Path profile;

    private SoloNode(Parts parts, Chain chain, Server server, Path profile) {
        this.parts = parts;
        this.chain = chain;
        this.server = server;
        this.profile = profile;
    }

    /**
     * Starts a ledger.
     *
     * @param onFailure hears when a block could not be written; the ledger answers on, but takes nothing any more
     */
    static SoloNode start(SoloOptions options, Consumer<Throwable> onFailure) {
        Parts parts = new Parts();
        try {
            return start(options, onFailure, parts);
        } catch (IOException e) {
            parts.close();
            throw new LedgerUnusable("The ledger cannot start: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static SoloNode start(SoloOptions options, Consumer<Throwable> onFailure, Parts parts) throws IOException {
        DataFolder folder = parts.add(DataFolder.take(options.dataDir()));
        String hostName = InProcessServerBuilder.generateName();
        CompletableFuture<ContractHost> host = CompletableFuture.supplyAsync(
                () -> ContractHost.start(hostName, Network.CHAINCODE + ":" + Network.CHAINCODE_VERSION));
        parts.add(() -> host.thenAccept(ContractHost::close)
                .exceptionally(failure -> null)
                .join());

        BlockLimits limits = BlockLimits.withTimeout(options.blockTimeout());
        OrganisationKeys keys =
                OrganisationKeys.openOrCreate(folder.keys(), options.clock().instant());
        Chain chain = parts.add(Chain.open(
                folder.chain(),
                options.clock().instant(),
                () -> ConfigurationBlock.create(
                        keys.root(), keys.tlsRoot(), limits, options.clock().instant())));
        SigningIdentity peer = new SigningIdentity(Network.MSP_ID, keys.peer());
        SigningIdentity orderer = new SigningIdentity(Network.MSP_ID, keys.orderer());
        requireMember(chain, peer);
        requireMember(chain, orderer);

        ExecutorService executor =
                parts.add(new Pool(Executors.newFixedThreadPool(THREADS))).threads();
        Committer committer = parts.add(Committer.start(chain, new BlockSigner(orderer), limits, onFailure));
        ContractConnection contract = parts.add(new ContractConnection(hostName, new LedgerHistory(chain)));
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port());
        GatewayService gateway = new GatewayService(
                chain,
                committer,
                contract,
                new ProposalCheck(
                        chain.membership(),
                        options.clock(),
                        id -> chain.find(id).isPresent()),
                new EnvelopeCheck(chain.membership(), options.clock(), limits.envelopeBytes()),
                new Endorser(peer),
                "peer0." + Network.MSP_ID,
                executor);
        join(host);
        Server server = serve(address, keys, executor, gateway, new DeliverService(chain, options.clock(), executor));
        parts.add(() -> stop(server));
        Path profile = ClientProfile.write(folder.client(), keys, endpoint(server));
        return new SoloNode(parts, chain, server, profile);
    }

    @Override
    public String endpoint() {
        return endpoint(server);
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public Path profile() {
        return profile;
    }

    @Override
    public long height() {
        return chain.height();
    }

    @Override
    public void close() {
        parts.close();
    }

    private static Server serve(
            InetSocketAddress address,
            OrganisationKeys keys,
            ExecutorService executor,
            GatewayService gateway,
            DeliverService deliver)
            throws IOException {
        SslContextBuilder tls =
                SslContextBuilder.forServer(keys.server().key(), keys.server().certificate());
        try {
            return NettyServerBuilder.forAddress(address)
                    .sslContext(GrpcSslContexts.configure(tls).build())
                    .executor(executor)
                    .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                    .permitKeepAliveTime(10, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true)
                    .addService(gateway)
                    .addService(deliver)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new LedgerUnusable(
                    "Port " + address.getPort() + " on " + address.getHostString() + " cannot be used: "
                            + cause(e).getMessage() + ". Choose another --port; 0 takes a free one.",
                    e);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure.getCause() == null ? failure : cause(failure.getCause());
    }

    private static void requireMember(Chain chain, SigningIdentity identity) {
        try {
            chain.membership().identify(identity.creator());
        } catch (UnknownIdentity e) {
            throw new LedgerUnusable(
                    "The keys are not those of this chain: its block 0 names another root certificate.", e);
        }
    }

    private static void join(CompletableFuture<ContractHost> host) {
        try {
            host.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static void stop(Server server) throws InterruptedException {
        server.shutdownNow();
        server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
    }

    private static String endpoint(Server server) {
        return "127.0.0.1:" + server.getPort();
    }

    /** Threads that end with the ledger. */
    private record Pool(ExecutorService threads) implements AutoCloseable {

        @Override
        public void close() {
            threads.shutdown();
            try {
                threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
