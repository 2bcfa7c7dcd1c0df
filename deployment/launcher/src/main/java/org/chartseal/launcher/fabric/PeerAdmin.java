package org.chartseal.launcher.fabric;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chartseal.launcher.installation.LauncherFailure;

/** What is asked of one hospital's peer by that hospital's administrator. */
final class PeerAdmin {
    static final String CONTRACT = "chartseal";

    private final Tool peer;
    private final Hospital hospital;
    private final NetworkFolder folder;
    private final NetworkPlan plan;

    PeerAdmin(FabricPrograms programs, NetworkFolder folder, NetworkPlan plan, Hospital hospital) {
        this.hospital = hospital;
        this.folder = folder;
        this.plan = plan;
        this.peer = Tool.of(programs.program("peer"))
                .with(Map.of(
                        "FABRIC_CFG_PATH", folder.config().toString(),
                        "FABRIC_LOGGING_SPEC", "error",
                        "CORE_PEER_ADDRESS", address(hospital),
                        "CORE_PEER_LOCALMSPID", hospital.mspId(),
                        "CORE_PEER_MSPCONFIGPATH",
                                folder.user(hospital, "Admin").resolve("msp").toString(),
                        "CORE_PEER_TLS_ENABLED", "true",
                        "CORE_PEER_TLS_ROOTCERT_FILE", folder.tlsRoot(hospital).toString()));
    }

    Hospital hospital() {
        return hospital;
    }

    private String address(Hospital of) {
        return "localhost:" + plan.port(of.id());
    }

    boolean answers() {
        return peer.run("channel", "list").good();
    }

    void join(String channel) {
        String joined = peer.run("channel", "list").orThrow("The peer of " + hospital.id() + " does not answer.");
        if (joined.lines().noneMatch(line -> line.strip().equals(channel))) {
            peer.run("channel", "join", "-b", folder.block(channel).toString())
                    .orThrow("The peer of " + hospital.id() + " does not join the channel " + channel + ".");
        }
    }

    /** How many blocks its channel has; empty when it does not say. */
    Optional<Long> height(String channel) {
        Tool.Answer answer = peer.run("channel", "getinfo", "-c", channel);
        int json = answer.words().indexOf('{');
        return answer.good() && json >= 0
                ? Optional.of(object(answer.words().substring(json))
                        .getJsonNumber("height")
                        .longValue())
                : Optional.empty();
    }

    void install(ContractPackage contract) {
        String installed = peer.run("lifecycle", "chaincode", "queryinstalled")
                .orThrow("The peer of " + hospital.id() + " does not say which contracts it has.");
        if (!installed.contains(contract.id())) {
            peer.run("lifecycle", "chaincode", "install", contract.file().toString())
                    .orThrow("The contract cannot be installed on the peer of " + hospital.id() + ".");
        }
    }

    /** What the channel's organisations agreed on; empty before the first time. */
    Optional<Definition> committed(String channel) {
        return definition("querycommitted", channel, List.of());
    }

    /** What this hospital approved under that number. */
    Optional<Definition> approved(String channel, int sequence) {
        return definition("queryapproved", channel, List.of("--sequence", Integer.toString(sequence)));
    }

    /**
     * A contract as a channel defines it.
     *
     * @param sequence counts the definitions from 1 on
     * @param version of the contract's code
     * @param collections its private data
     */
    record Definition(int sequence, String version, Set<PrivateCollection> collections) {
        Definition {
            collections = Set.copyOf(collections);
        }
    }

    private Optional<Definition> definition(String verb, String channel, List<String> more) {
        List<String> arguments = new ArrayList<>(
                List.of("lifecycle", "chaincode", verb, "-C", channel, "-n", CONTRACT, "--output", "json"));
        arguments.addAll(more);
        Tool.Answer answer = peer.run(arguments);
        if (answer.good()) {
            JsonObject json = object(answer.words());
            return Optional.of(
                    new Definition(json.getInt("sequence"), json.getString("version"), PrivateCollection.read(json)));
        }
        if (answer.words().contains("is not defined")
                || answer.words().contains("could not fetch approved")
                || saysLost(answer)) {
            return Optional.empty();
        }
        answer.orThrow("The peer of " + hospital.id() + " does not tell the contract of " + channel + ".");
        return Optional.empty();
    }

    Tool.Answer approve(String channel, ContractPackage contract, Definition definition) {
        List<String> arguments = change("approveformyorg", channel, definition);
        arguments.addAll(List.of("--package-id", contract.id()));
        return peer.run(arguments);
    }

    /** Whether the peer has lost what only its hospital keeps: it began with an empty disk. */
    static boolean saysLost(Tool.Answer answer) {
        return answer.words().contains("private data matching public hash version is not available");
    }

    Tool.Answer commit(String channel, Definition definition) {
        List<String> arguments = change("commit", channel, definition);
        for (Hospital each : Hospital.values()) {
            arguments.addAll(List.of(
                    "--peerAddresses",
                    address(each),
                    "--tlsRootCertFiles",
                    folder.tlsRoot(each).toString()));
        }
        return peer.run(arguments);
    }

    private List<String> change(String verb, String channel, Definition definition) {
        return new ArrayList<>(List.of(
                "lifecycle",
                "chaincode",
                verb,
                "-o",
                "localhost:" + plan.port("orderer1"),
                "--tls",
                "--cafile",
                folder.ordererTlsRoot().toString(),
                "--channelID",
                channel,
                "--name",
                CONTRACT,
                "--version",
                definition.version(),
                "--sequence",
                Integer.toString(definition.sequence()),
                "--collections-config",
                folder.collections().toString()));
    }

    /** Whether the contract answers through this peer. */
    boolean contractAnswers(String channel) {
        String nobody = "{\\\"practitioner\\\":\\\"00000000-0000-0000-0000-000000000000\\\"}";
        return peer.run(
                        "chaincode",
                        "query",
                        "-C",
                        channel,
                        "-n",
                        CONTRACT,
                        "-c",
                        "{\"Args\":[\"ReadPractitioner\",\"" + nobody + "\"]}")
                .good();
    }

    private JsonObject object(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new LauncherFailure("The peer of " + hospital.id() + " answers what is not JSON: " + text, e);
        }
    }
}
