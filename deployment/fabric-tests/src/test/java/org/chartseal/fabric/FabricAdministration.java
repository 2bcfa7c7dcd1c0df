package org.chartseal.fabric;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.chartseal.launcher.fabric.Hospital;

/** Fabric's own programs, run by an organisation's administrator against a network that the launcher started. */
final class FabricAdministration {

    private static final long PATIENCE_SECONDS = 90;

    private final Path root;
    private final JsonObject ports;

    FabricAdministration(Path root) {
        this.root = root;
        this.ports = json(read(root.resolve("network.json"))).getJsonObject("ports");
    }

    /** What a program printed; fails when the program does. */
    String asAdmin(Hospital hospital, String program, String... arguments) {
        return run(program, environment(hospital), List.of(arguments));
    }

    /** The same by the orderers' administrator, at the peer of hospital A. */
    String asOrderersAdmin(String program, String... arguments) {
        Map<String, String> environment = new java.util.TreeMap<>(environment(Hospital.A));
        environment.put("CORE_PEER_LOCALMSPID", "OrderersMSP");
        environment.put(
                "CORE_PEER_MSPCONFIGPATH",
                orderers().resolve("users/Admin@orderers.chartseal/msp").toString());
        return run(program, environment, List.of(arguments));
    }

    /** How a program reaches an orderer. */
    List<String> orderer() {
        return List.of(
                "-o",
                "localhost:" + ports.getInt("orderer1"),
                "--tls",
                "--cafile",
                orderers().resolve("tlsca/tlsca.orderers.chartseal-cert.pem").toString());
    }

    /** How a program reaches the peers of both hospitals. */
    List<String> bothPeers() {
        return Stream.of(Hospital.values())
                .flatMap(hospital -> Stream.of(
                        "--peerAddresses",
                        address(hospital),
                        "--tlsRootCertFiles",
                        tlsRoot(hospital).toString()))
                .toList();
    }

    /** Has both hospitals agree that the contract of the channel takes another endorsement policy. */
    void agreeOnPolicy(String channel, String policy) {
        List<String> definition = next(channel);
        definition.addAll(List.of(
                "--signature-policy",
                policy,
                "--collections-config",
                root.resolve("contract/collections.json").toString()));
        agree(definition);
    }

    /** Has both hospitals agree on other private data of the channel's contract. */
    void agreeOnCollections(String channel, Path configuration) {
        List<String> definition = next(channel);
        definition.addAll(List.of("--collections-config", configuration.toString()));
        agree(definition);
    }

    /** Has both hospitals agree on the same code under another name, without private data. */
    void agreeOnContractWithoutCollections(String channel, String name) {
        agree(definition(channel, name, "1", 1));
    }

    /** What the hospitals agreed on. */
    JsonObject committed(String channel) {
        return json(asAdmin(
                Hospital.A,
                "peer",
                "lifecycle",
                "chaincode",
                "querycommitted",
                "-C",
                channel,
                "-n",
                "chartseal",
                "--output",
                "json"));
    }

    private List<String> next(String channel) {
        JsonObject before = committed(channel);
        return definition(channel, "chartseal", before.getString("version"), before.getInt("sequence") + 1);
    }

    private List<String> definition(String channel, String name, String version, int sequence) {
        List<String> definition = new ArrayList<>(orderer());
        definition.addAll(List.of(
                "--channelID",
                channel,
                "--name",
                name,
                "--version",
                version,
                "--sequence",
                Integer.toString(sequence)));
        return definition;
    }

    private void agree(List<String> definition) {
        for (Hospital hospital : Hospital.values()) {
            List<String> approve = new ArrayList<>(definition);
            approve.addAll(List.of("--package-id", packageOf(hospital)));
            lifecycle(hospital, "approveformyorg", approve);
        }
        List<String> commit = new ArrayList<>(definition);
        commit.addAll(bothPeers());
        lifecycle(Hospital.A, "commit", commit);
    }

    private void lifecycle(Hospital hospital, String verb, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("lifecycle", "chaincode", verb));
        all.addAll(arguments);
        run("peer", environment(hospital), all);
    }

    private String packageOf(Hospital hospital) {
        JsonObject installed =
                json(asAdmin(hospital, "peer", "lifecycle", "chaincode", "queryinstalled", "--output", "json"));
        return installed.getJsonArray("installed_chaincodes").getJsonObject(0).getString("package_id");
    }

    private Map<String, String> environment(Hospital hospital) {
        return Map.of(
                "FABRIC_CFG_PATH", root.resolve("config").toString(),
                "FABRIC_LOGGING_SPEC", "error",
                "CORE_PEER_ADDRESS", address(hospital),
                "CORE_PEER_LOCALMSPID", hospital.mspId(),
                "CORE_PEER_MSPCONFIGPATH",
                        organisation(hospital)
                                .resolve("users/Admin@" + hospital.id() + ".chartseal/msp")
                                .toString(),
                "CORE_PEER_TLS_ENABLED", "true",
                "CORE_PEER_TLS_ROOTCERT_FILE", tlsRoot(hospital).toString());
    }

    private String address(Hospital hospital) {
        return "localhost:" + ports.getInt(hospital.id());
    }

    private Path tlsRoot(Hospital hospital) {
        String domain = hospital.id() + ".chartseal";
        return organisation(hospital).resolve("tlsca/tlsca." + domain + "-cert.pem");
    }

    Path organisation(Hospital hospital) {
        return root.resolve("crypto/peerOrganizations/" + hospital.id() + ".chartseal");
    }

    private Path orderers() {
        return root.resolve("crypto/ordererOrganizations/orderers.chartseal");
    }

    private static String run(String program, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Programs.programs().folder().resolve(program).toString());
        command.addAll(arguments);
        try {
            Path words = Files.createTempFile("fabric-", ".txt");
            Path answer = Files.createTempFile("fabric-", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectError(words.toFile()).redirectOutput(answer.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(command + ": " + read(words) + read(answer));
            }
            String printed = read(answer);
            Files.delete(words);
            Files.delete(answer);
            return printed;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
