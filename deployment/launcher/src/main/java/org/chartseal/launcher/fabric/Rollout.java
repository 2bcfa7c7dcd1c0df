package org.chartseal.launcher.fabric;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.chartseal.launcher.fabric.PeerAdmin.Definition;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.PrivateFiles;
import org.chartseal.launcher.process.Java;
import org.chartseal.launcher.process.Launch;
import org.jspecify.annotations.Nullable;

/**
 * Brings the built contract into force on every channel. The new service runs beside the old one until both hospitals have
 * approved it and every channel has taken it.
 */
final class Rollout {
    private final NetworkFolder folder;
    private final NodeProcesses processes;
    private final NetworkPlan plan;
    private final ContractCode contract;
    private final List<PeerAdmin> peers;
    private final int slot;

    Rollout(NetworkFolder folder, NetworkPlan plan, ContractCode contract, List<PeerAdmin> peers) {
        this.folder = folder;
        this.processes = new NodeProcesses(folder);
        this.plan = plan;
        this.contract = contract;
        this.peers = List.copyOf(peers);
        this.slot = slot();
    }

    void run(Consumer<String> tell) {
        endOthers(inForce().map(json -> json.getString("version")).orElse(null));
        Map<Hospital, ContractPackage> packages = new EnumMap<>(Hospital.class);
        for (PeerAdmin peer : peers) {
            Hospital hospital = peer.hospital();
            ContractPackage made = ContractPackage.make(folder, hospital, contract.version(), port(hospital));
            packages.put(hospital, made);
            processes.start(name(hospital), service(hospital, made), List.of(port(hospital)));
            peer.install(made);
        }
        PrivateFiles.write(
                folder.collections(), PrivateCollection.configuration().toString());
        Channels.NAMES.forEach(channel -> roll(channel, packages));
        peers.forEach(this::awaitContract);
        noteInForce();
        endOthers(contract.version());
        tell.accept("contract " + contract.version() + " in force on " + String.join(", ", Channels.NAMES));
    }

    private void awaitContract(PeerAdmin peer) {
        String name = name(peer.hospital());
        int port = port(peer.hospital());
        Channels.NAMES.forEach(channel -> processes.await(name, port, () -> peer.contractAnswers(channel)));
    }

    private void roll(String channel, Map<Hospital, ContractPackage> packages) {
        Optional<Definition> before = peers.get(0).committed(channel);
        boolean same = before.filter(each -> each.version().equals(contract.version())
                        && each.collections().equals(PrivateCollection.ALL))
                .isPresent();
        if (same && allApprove(channel, packages, before.orElseThrow())) {
            return;
        }
        Definition wanted = new Definition(
                before.map(Definition::sequence).orElse(0) + 1, contract.version(), PrivateCollection.ALL);
        if (!allApprove(channel, packages, wanted)) {
            throw new LauncherFailure("The contract cannot be approved anew on " + channel + ".");
        }
        NodeProcesses.persist(() -> commit(channel, wanted))
                .orThrow("The contract cannot be brought into force on " + channel + ".");
    }

    /** Answers no where a peer has lost its disk, and with it what its hospital approved: that takes a new definition. */
    private boolean allApprove(String channel, Map<Hospital, ContractPackage> packages, Definition wanted) {
        for (PeerAdmin peer : peers) {
            ContractPackage own = Objects.requireNonNull(packages.get(peer.hospital()));
            Tool.Answer answer = NodeProcesses.persist(() -> approve(peer, channel, own, wanted), PeerAdmin::saysLost);
            if (PeerAdmin.saysLost(answer)) {
                return false;
            }
            answer.orThrow(peer.hospital().id() + " cannot approve the contract on " + channel + ".");
        }
        return true;
    }

    /** The orderers may still be choosing who leads; and an attempt whose answer was lost may have done it. */
    private static Tool.Answer approve(PeerAdmin peer, String channel, ContractPackage own, Definition wanted) {
        boolean done =
                peer.approved(channel, wanted.sequence()).filter(wanted::equals).isPresent();
        return done ? Tool.Answer.NOTHING_TO_DO : peer.approve(channel, own, wanted);
    }

    /** The peers may still be finding each other; and an attempt whose answer was lost may have done it. */
    private Tool.Answer commit(String channel, Definition wanted) {
        PeerAdmin first = peers.get(0);
        boolean done = first.committed(channel).filter(wanted::equals).isPresent();
        return done ? Tool.Answer.NOTHING_TO_DO : first.commit(channel, wanted);
    }

    private Path inForceFile() {
        return folder.root().resolve("contract.json");
    }

    private Optional<JsonObject> inForce() {
        if (!Files.exists(inForceFile())) {
            return Optional.empty();
        }
        try (var reader = Json.createReader(Files.newBufferedReader(inForceFile()))) {
            return Optional.of(reader.readObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void noteInForce() {
        JsonObject json = Json.createObjectBuilder()
                .add("version", contract.version())
                .add("slot", slot)
                .build();
        PrivateFiles.write(inForceFile(), json.toString());
    }

    /** Old and new service need ports of their own while they run side by side. */
    private int slot() {
        return inForce()
                .map(json -> contract.version().equals(json.getString("version"))
                        ? json.getInt("slot")
                        : 1 - json.getInt("slot"))
                .orElse(0);
    }

    private int port(Hospital hospital) {
        return plan.port(hospital.id() + ".contract." + slot);
    }

    private String name(Hospital hospital) {
        return hospital.id() + "-contract-" + contract.version();
    }

    /** Ends services of code that is neither in force nor about to be. */
    private void endOthers(@Nullable String keep) {
        for (String name : processes.names()) {
            boolean kept = name.endsWith("-contract-" + contract.version())
                    || (keep != null && name.endsWith("-contract-" + keep));
            if (name.contains("-contract-") && !kept) {
                processes.stop(name);
            }
        }
    }

    private Launch service(Hospital hospital, ContractPackage made) {
        Path libraries = contract.copyTo(PrivateFiles.folder(folder.contracts()));
        Path tls = folder.node(hospital, "contract").resolve("tls");
        return new Launch(
                List.of(
                        Java.program(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        libraries.resolve("*").toString(),
                        "org.chartseal.ledger.contract.ContractServer"),
                Map.of(
                        "CHAINCODE_ID", made.id(),
                        "CHAINCODE_SERVER_ADDRESS", "127.0.0.1:" + port(hospital),
                        "CHARTSEAL_ORGANISATIONS", Hospital.mspIds(),
                        "CHAINCODE_TLS_CERT", tls.resolve("server.crt").toString(),
                        "CHAINCODE_TLS_KEY", tls.resolve("server.key").toString(),
                        "CHAINCODE_CLIENT_CA_CERT", folder.tlsRoot(hospital).toString()),
                folder.root());
    }
}
