package org.chartseal.ledger.fabric;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Signer;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;

/** One gRPC channel to a gateway peer, and the identity that acts over it. */
final class GatewayConnection implements AutoCloseable {

    private static final int LARGEST_MESSAGE = 100 * 1024 * 1024;
    /** A dead peer is noticed even while nothing is sent; peers refuse clients that ask more often than this. */
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(6);

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final ManagedChannel channel;
    private final Gateway gateway;
    private final Signer signer;

    private GatewayConnection(ManagedChannel channel, Gateway gateway, Signer signer) {
        this.channel = channel;
        this.gateway = gateway;
        this.signer = signer;
    }

    static GatewayConnection open(LedgerProfile profile, Deadlines deadlines) {
        Signer signer = Signers.newPrivateKeySigner(privateKey(profile.privateKey()));
        return over(channel(profile), profile, signer, deadlines);
    }

    /** A connection over a channel that exists. */
    static GatewayConnection over(ManagedChannel channel, LedgerProfile profile, Signer signer, Deadlines deadlines) {
        Gateway gateway = Gateway.newInstance()
                .identity(identity(profile))
                .signer(signer)
                .hash(Hash.SHA256)
                .connection(ClientInterceptors.intercept(channel, new Reconnecting(channel)))
                .evaluateOptions(within(deadlines.evaluate()))
                .endorseOptions(within(deadlines.endorse()))
                .submitOptions(within(deadlines.submit()))
                .commitStatusOptions(within(deadlines.commitStatus()))
                .connect();
        return new GatewayConnection(channel, gateway, signer);
    }

    Gateway gateway() {
        return gateway;
    }

    /** The endorsed transaction with its signature, so that its bytes can be submitted as they are by another process. */
    Transaction sign(Transaction endorsed) {
        try {
            return gateway.newSignedTransaction(endorsed.getBytes(), signer.sign(endorsed.getDigest()));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the client's key does not sign", failure);
        }
    }

    private static ManagedChannel channel(LedgerProfile profile) {
        try {
            return NettyChannelBuilder.forTarget(profile.endpoint())
                    .sslContext(GrpcSslContexts.forClient()
                            .trustManager(profile.tlsRoots().toFile())
                            .build())
                    .overrideAuthority(profile.serverName())
                    .maxInboundMessageSize(LARGEST_MESSAGE)
                    .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
                    .build();
        } catch (IOException failure) {
            throw new UncheckedIOException("no TLS to the ledger", failure);
        }
    }

    private static UnaryOperator<CallOptions> within(Duration deadline) {
        return options -> options.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static X509Identity identity(LedgerProfile profile) {
        try (var pem = Files.newBufferedReader(profile.certificate())) {
            return new X509Identity(profile.mspId(), Identities.readX509Certificate(pem));
        } catch (IOException | CertificateException failure) {
            throw new IllegalArgumentException("no certificate in " + profile.certificate(), failure);
        }
    }

    private static PrivateKey privateKey(Path file) {
        try (var pem = Files.newBufferedReader(file)) {
            return Identities.readPrivateKey(pem);
        } catch (IOException | InvalidKeyException failure) {
            throw new IllegalArgumentException("no private key in " + file, failure);
        }
    }

    /**
     * Has every call try to connect at once. By itself gRPC waits up to two minutes after an outage, and fails calls in the
     * meantime although the peer is back.
     */
    private record Reconnecting(ManagedChannel channel) implements ClientInterceptor {

        @Override
        public <I, O> ClientCall<I, O> interceptCall(MethodDescriptor<I, O> method, CallOptions options, Channel next) {
            if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
                channel.resetConnectBackoff();
            }
            return next.newCall(method, options);
        }
    }

    @Override
    public void close() {
        gateway.close();
        channel.shutdownNow();
        try {
            channel.awaitTermination(LONGEST_CLOSE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
