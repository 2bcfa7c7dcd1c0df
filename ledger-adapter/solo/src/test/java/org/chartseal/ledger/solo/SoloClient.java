package org.chartseal.ledger.solo;

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
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.identity.Identities;
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
        JSONObject profile = new JSONObject(Files.readString(profileFile));
        ManagedChannel channel = channel(profile);
        return new SoloClient(channel, builder(profile).connection(channel).connect(), profile);
    }

    static ManagedChannel channel(JSONObject profile) throws IOException {
        return NettyChannelBuilder.forTarget(profile.getString("endpoint"))
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(Path.of(profile.getString("tlsRoots")).toFile())
                        .build())
                .overrideAuthority(profile.getString("serverName"))
                .build();
    }

    static Gateway.Builder builder(JSONObject profile) throws IOException, GeneralSecurityException {
        var certificate = Identities.readX509Certificate(Files.readString(Path.of(profile.getString("certificate"))));
        var key = Identities.readPrivateKey(Files.readString(Path.of(profile.getString("privateKey"))));
        return Gateway.newInstance()
                .identity(new X509Identity(profile.getString("mspId"), certificate))
                .signer(Signers.newPrivateKeySigner(key))
                .hash(Hash.SHA256)
                .evaluateOptions(options -> options.withDeadlineAfter(10, TimeUnit.SECONDS))
                .endorseOptions(options -> options.withDeadlineAfter(15, TimeUnit.SECONDS))
                .submitOptions(options -> options.withDeadlineAfter(10, TimeUnit.SECONDS))
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

    @Override
    public void close() {
        gateway.close();
        channel.shutdownNow();
    }
}
