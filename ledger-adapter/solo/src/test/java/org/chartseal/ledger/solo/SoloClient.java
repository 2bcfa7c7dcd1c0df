package org.chartseal.ledger.solo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Identity;
import org.hyperledger.fabric.client.identity.Signer;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.json.JSONObject;

/** An unmodified Fabric client, connected by the ledger's own profile. */
final class SoloClient implements AutoCloseable {

    private final ManagedChannel channel;
    private final Gateway gateway;
    private final JSONObject profile;

    private SoloClient(ManagedChannel channel, Gateway gateway, JSONObject profile) {
        this.channel = channel;
        this.gateway = gateway;
        this.profile = profile;
    }

    static SoloClient connect(Path profileFile) throws IOException, GeneralSecurityException {
        JSONObject profile = profile(profileFile);
        return connect(profileFile, identity(profile), signer(profile));
    }

    /** Connects as someone else, or with another way to sign. */
    static SoloClient connect(Path profileFile, Identity identity, Signer signer) throws IOException {
        JSONObject profile = new JSONObject(Files.readString(profileFile));
        ManagedChannel channel = channel(profile);
        Gateway gateway = withDeadlines(Gateway.newInstance())
                .identity(identity)
                .signer(signer)
                .hash(Hash.SHA256)
                .connection(channel)
                .connect();
        return new SoloClient(channel, gateway, profile);
    }

    static Identity identity(JSONObject profile) throws IOException, GeneralSecurityException {
        return new X509Identity(
                profile.getString("mspId"),
                Identities.readX509Certificate(Files.readString(Path.of(profile.getString("certificate")))));
    }

    static Signer signer(JSONObject profile) throws IOException, GeneralSecurityException {
        return Signers.newPrivateKeySigner(
                Identities.readPrivateKey(Files.readString(Path.of(profile.getString("privateKey")))));
    }

    static JSONObject profile(Path file) throws IOException {
        return new JSONObject(Files.readString(file));
    }

    static ManagedChannel channel(JSONObject profile) throws IOException {
        return NettyChannelBuilder.forTarget(profile.getString("endpoint"))
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(Path.of(profile.getString("tlsRoots")).toFile())
                        .build())
                .overrideAuthority(profile.getString("serverName"))
                .build();
    }

    private static Gateway.Builder withDeadlines(Gateway.Builder builder) {
        return builder.evaluateOptions(options -> options.withDeadlineAfter(30, TimeUnit.SECONDS))
                .endorseOptions(options -> options.withDeadlineAfter(30, TimeUnit.SECONDS))
                .submitOptions(options -> options.withDeadlineAfter(30, TimeUnit.SECONDS))
                .commitStatusOptions(options -> options.withDeadlineAfter(60, TimeUnit.SECONDS));
    }

    ManagedChannel channel() {
        return channel;
    }

    Gateway gateway() {
        return gateway;
    }

    JSONObject profile() {
        return profile;
    }

    Network network() {
        return gateway.getNetwork(profile.getString("channel"));
    }

    Contract keys() {
        return network().getContract(profile.getString("chaincode"), "Keys");
    }

    /** The contract's answer as text. */
    String evaluate(String function, String... arguments) throws GatewayException {
        return new String(keys().evaluateTransaction(function, arguments), UTF_8);
    }

    @Override
    public void close() {
        gateway.close();
        channel.shutdownNow();
    }
}
