package org.chartseal.launcher.fabric;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chartseal.launcher.fabric.PeerAdmin.Definition;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.Ports;
import org.chartseal.launcher.installation.PrivateFiles;
import org.chartseal.launcher.part.Folders;
import org.chartseal.launcher.part.Java;
import org.chartseal.launcher.process.Launch;
import org.chartseal.launcher.process.PartProcess;
import org.jspecify.annotations.Nullable;

/**
 * Two hospitals' peers, the orderers between them, the channels, and the contract as a service of each hospital. Each step
 * of {@link #up} looks first whether it is done, so that one that was interrupted is finished by the next.
 */
public final class FabricNetwork {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long INTERVAL_MILLIS = 100;

    private final FabricPrograms programs;
    private final Path templates;
    private final ContractCode contract;
    private final NetworkFolder folder;

    /**
     * A network that is kept in a folder.
     *
     * @param templates the folder {@code deployment/fabric}
     * @param contractLibraries the built contract and what it needs
     */
    public FabricNetwork(FabricPrograms programs, Path templates, Path contractLibraries, Path root) {
        this.programs = programs;
        this.templates = templates;
        this.contract = ContractCode.built(contractLibraries);
        this.folder = new NetworkFolder(root);
    }

    /** Whether there is a network in that folder. */
    public static boolean exists(Path root) {
        return Files.exists(new NetworkFolder(root).plan());
    }

    /** The connection profile of one hospital's portal. */
    public static Path profile(Path root, Hospital hospital) {
        return new NetworkFolder(root).profile(hospital);
    }

    /**
     * Starts what does not run, makes what is not there, and rolls the built contract out where another one is in force.
     *
     * @param bft whether a new network gets Byzantine fault-tolerant orderers
     * @param tell is told each step
     */
    public void up(boolean bft, Consumer<String> tell) {
        exclusively(folder, () -> {
            NetworkPlan plan = plan(bft);
            Channels channels = new Channels(programs, templates, folder);
            if (!channels.complete()) {
                channels.make(plan);
                tell.accept("certificates and channels made");
            }
            configure();
            startOrderers(plan, tell);
            startPeers(plan, tell);
            new Rollout(plan).run(tell);
            writeProfiles(plan);
        });
    }

    private NetworkPlan plan(boolean bft) {
        NetworkPlan.Orderers wanted = bft ? NetworkPlan.Orderers.BFT : NetworkPlan.Orderers.RAFT;
        Optional<NetworkPlan> known = NetworkPlan.read(folder.plan());
        if (known.isPresent()) {
            NetworkPlan plan = known.get();
            if (!plan.series().equals(programs.series())) {
                throw new LauncherFailure("The network in " + folder.root() + " was made with Fabric " + plan.series()
                        + ", and the programs found are " + programs.version() + ". Set FABRIC_HOME to a release "
                        + plan.series() + ", or remove the network with ./chartseal fabric clean.");
            }
            if (bft && plan.orderers() != wanted) {
                throw new LauncherFailure("The network in " + folder.root()
                        + " has Raft orderers. Remove it with ./chartseal fabric clean first.");
            }
            return plan;
        }
        if (bft && !programs.hasBft()) {
            throw new LauncherFailure("Byzantine fault-tolerant orderers need Fabric 3.1; the programs found are "
                    + programs.version() + ".");
        }
        NetworkPlan plan = NetworkPlan.draw(programs.series(), wanted);
        plan.write(folder.plan());
        return plan;
    }

    /** The older series refuses what it does not know. */
    private void configure() {
        PrivateFiles.folder(folder.config());
        for (String name : List.of("core.yaml", "orderer.yaml")) {
            try (Stream<String> lines = Files.lines(templates.resolve(name))) {
                boolean old = programs.series().equals("2.5");
                String text = lines.filter(line -> !old || !line.endsWith("# not in 2.5"))
                        .collect(Collectors.joining("\n", "", "\n"));
                PrivateFiles.write(folder.config().resolve(name), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void startOrderers(NetworkPlan plan, Consumer<String> tell) {
        Nodes nodes = new Nodes(programs, templates, folder, plan);
        Orderers orderers = new Orderers(programs, folder, plan);
        numbers(plan)
                .forEach(number ->
                        start(folder, "orderer" + number, nodes.orderer(number), plan.port("orderer" + number)));
        numbers(plan).forEach(number -> {
            await("orderer" + number, () -> orderers.answers(number));
            Channels.NAMES.forEach(channel -> orderers.join(number, channel));
        });
        tell.accept(plan.orderers().count + " orderers answer, channels " + String.join(", ", Channels.NAMES));
    }

    private void startPeers(NetworkPlan plan, Consumer<String> tell) {
        Nodes nodes = new Nodes(programs, templates, folder, plan);
        for (Hospital hospital : Hospital.values()) {
            start(folder, hospital.id(), nodes.peer(hospital), plan.port(hospital.id()));
        }
        for (Hospital hospital : Hospital.values()) {
            PeerAdmin peer = admin(plan, hospital);
            await(hospital.id(), peer::answers);
            Channels.NAMES.forEach(peer::join);
            tell.accept("peer of " + hospital.id() + " answers at " + nodes.address(hospital));
        }
    }

    private PeerAdmin admin(NetworkPlan plan, Hospital hospital) {
        return new PeerAdmin(programs, folder, plan, hospital);
    }

    private static IntStream numbers(NetworkPlan plan) {
        return IntStream.rangeClosed(1, plan.orderers().count);
    }

    /** Starts a process of the network if it does not run. */
    private static void start(NetworkFolder folder, String name, Launch launch, int port) {
        PartProcess process = process(folder, name);
        if (process.running().isPresent()) {
            return;
        }
        if (!Ports.isFree(port)) {
            throw new LauncherFailure(
                    "Port " + port + ", which " + name
                            + " needs and the channels' configuration names, is taken by another program. End that program first.");
        }
        process.start(launch);
    }

    private static PartProcess process(NetworkFolder folder, String name) {
        return new PartProcess(
                name,
                PrivateFiles.folder(folder.run()),
                PrivateFiles.folder(folder.logs()).resolve(name + ".log"));
    }

    private void await(String name, BooleanSupplier answers) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers.getAsBoolean()) {
            if (process(folder, name).running().isEmpty()) {
                throw new LauncherFailure(name + " ended while it was starting. See "
                        + folder.logs().resolve(name + ".log") + ".");
            }
            if (System.nanoTime() > deadline) {
                throw new LauncherFailure(name + " does not answer after " + PATIENCE.toSeconds() + " s. See "
                        + folder.logs().resolve(name + ".log") + ".");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(INTERVAL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherFailure("Interrupted.", e);
        }
    }

    /**
     * Brings the built contract into force on every channel. The new service runs beside the old one until both hospitals
     * have approved it and every channel has taken it.
     */
    private final class Rollout {
        private final NetworkPlan plan;
        private final List<PeerAdmin> peers;
        private final int slot;

        Rollout(NetworkPlan plan) {
            this.plan = plan;
            this.peers = Stream.of(Hospital.values())
                    .map(hospital -> admin(plan, hospital))
                    .toList();
            this.slot = slot();
        }

        void run(Consumer<String> tell) {
            endOthers(inForce());
            Map<Hospital, ContractPackage> packages = new java.util.EnumMap<>(Hospital.class);
            for (PeerAdmin peer : peers) {
                Hospital hospital = peer.hospital();
                ContractPackage made = ContractPackage.make(folder, hospital, contract.version(), port(hospital));
                packages.put(hospital, made);
                start(folder, name(hospital, contract.version()), service(hospital, made), port(hospital));
                peer.install(made);
            }
            for (String channel : Channels.NAMES) {
                roll(channel, packages);
            }
            for (PeerAdmin peer : peers) {
                for (String channel : Channels.NAMES) {
                    await(name(peer.hospital(), contract.version()), () -> peer.contractAnswers(channel));
                }
            }
            PrivateFiles.write(
                    inForceFile(),
                    Json.createObjectBuilder()
                            .add("version", contract.version())
                            .add("slot", slot)
                            .build()
                            .toString());
            endOthers(contract.version());
            tell.accept("contract " + contract.version() + " in force on " + String.join(", ", Channels.NAMES));
        }

        private void roll(String channel, Map<Hospital, ContractPackage> packages) {
            Optional<Definition> inForce = peers.get(0)
                    .committed(channel)
                    .filter(each -> each.version().equals(contract.version()));
            if (inForce.isPresent() && allApprove(channel, inForce.get(), packages)) {
                return;
            }
            int sequence =
                    peers.get(0).committed(channel).map(Definition::sequence).orElse(0) + 1;
            Definition wanted = new Definition(sequence, contract.version());
            if (!allApprove(channel, wanted, packages)) {
                throw new LauncherFailure("The contract cannot be approved anew on " + channel + ".");
            }
            persist(
                    () -> peers.get(0).commit(channel, wanted),
                    "The contract cannot be brought into force on " + channel + ".");
        }

        /** Answers no where a peer has lost its disk, and with it what its hospital approved: that takes a new definition. */
        private boolean allApprove(String channel, Definition wanted, Map<Hospital, ContractPackage> packages) {
            for (PeerAdmin peer : peers) {
                if (peer.approved(channel, wanted.sequence())
                        .filter(wanted::equals)
                        .isEmpty()) {
                    ContractPackage own = java.util.Objects.requireNonNull(packages.get(peer.hospital()));
                    Tool.Answer answer = persist(() -> peer.approve(channel, own, wanted));
                    if (PeerAdmin.saysLost(answer)) {
                        return false;
                    }
                    answer.orThrow(peer.hospital().id() + " cannot approve the contract on " + channel + ".");
                }
            }
            return true;
        }

        private void persist(Supplier<Tool.Answer> attempt, String failure) {
            persist(attempt).orThrow(failure);
        }

        /** The orderers may still be choosing who leads, and the peers finding each other. */
        private Tool.Answer persist(Supplier<Tool.Answer> attempt) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            Tool.Answer answer = attempt.get();
            while (!answer.good() && !PeerAdmin.saysLost(answer) && System.nanoTime() < deadline) {
                pause();
                answer = attempt.get();
            }
            return answer;
        }

        private Path inForceFile() {
            return folder.root().resolve("contract.json");
        }

        private @Nullable String inForce() {
            return inForceJson().map(json -> json.getString("version")).orElse(null);
        }

        private Optional<jakarta.json.JsonObject> inForceJson() {
            if (!Files.exists(inForceFile())) {
                return Optional.empty();
            }
            try (var reader = Json.createReader(Files.newBufferedReader(inForceFile()))) {
                return Optional.of(reader.readObject());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private int slot() {
            return inForceJson()
                    .map(json -> contract.version().equals(json.getString("version"))
                            ? json.getInt("slot")
                            : 1 - json.getInt("slot"))
                    .orElse(0);
        }

        private int port(Hospital hospital) {
            return plan.port(hospital.id() + ".contract." + slot);
        }

        private String name(Hospital hospital, String version) {
            return hospital.id() + "-contract-" + version;
        }

        /** Ends services of code that is neither in force nor about to be. */
        private void endOthers(@Nullable String keep) {
            for (String name : names(folder)) {
                boolean kept = name.endsWith("-contract-" + contract.version())
                        || (keep != null && name.endsWith("-contract-" + keep));
                if (name.contains("-contract-") && !kept) {
                    process(folder, name).stop("TERM");
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
                            "CHAINCODE_TLS_CERT", tls.resolve("server.crt").toString(),
                            "CHAINCODE_TLS_KEY", tls.resolve("server.key").toString(),
                            "CHAINCODE_CLIENT_CA_CERT", folder.tlsRoot(hospital).toString()),
                    folder.root());
        }
    }

    private void writeProfiles(NetworkPlan plan) {
        for (Hospital hospital : Hospital.values()) {
            Path msp = folder.user(hospital, "User1").resolve("msp");
            PrivateFiles.folder(folder.profiles());
            PrivateFiles.write(
                    folder.profile(hospital),
                    Json.createObjectBuilder()
                            .add("kind", "fabric")
                            .add("endpoint", "localhost:" + plan.port(hospital.id()))
                            .add("channel", Channels.NAMES.get(0))
                            .add("chaincode", PeerAdmin.CONTRACT)
                            .add("channels", channels())
                            .add("mspId", hospital.mspId())
                            .add("certificate", only(msp.resolve("signcerts")).toString())
                            .add("privateKey", only(msp.resolve("keystore")).toString())
                            .add("tlsRoots", folder.tlsRoot(hospital).toString())
                            .add("serverName", "peer." + hospital.domain())
                            .build()
                            .toString());
        }
    }

    /** Each channel is named by what it is for. */
    private static JsonObjectBuilder channels() {
        JsonObjectBuilder channels = Json.createObjectBuilder();
        for (String name : Channels.NAMES) {
            channels.add(name, Json.createObjectBuilder().add("channel", name).add("chaincode", PeerAdmin.CONTRACT));
        }
        return channels;
    }

    private static Path only(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow(() -> new LauncherFailure(folder + " is empty."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What runs of a network. */
    public record Node(String name, boolean running) {}

    /** Every process that the network was started with. */
    public static List<Node> nodes(Path root) {
        NetworkFolder folder = new NetworkFolder(root);
        return names(folder).stream()
                .map(name -> new Node(name, process(folder, name).running().isPresent()))
                .toList();
    }

    private static List<String> names(NetworkFolder folder) {
        if (!Files.isDirectory(folder.run())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder.run())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process of one node, for whoever watches or kills it. */
    public static Optional<ProcessHandle> running(Path root, String name) {
        return process(new NetworkFolder(root), name).running();
    }

    /** Ends everything that runs, contract and peers before the orderers. Everything is kept. */
    public static void down(Path root, Consumer<String> tell) {
        NetworkFolder folder = new NetworkFolder(root);
        exclusively(folder, () -> end(folder, tell));
    }

    private static void end(NetworkFolder folder, Consumer<String> tell) {
        List<String> all = new ArrayList<>(names(folder));
        for (String name : all) {
            PartProcess process = process(folder, name);
            if (process.running().isPresent()) {
                process.stop("TERM");
                tell.accept(name + " stopped");
            }
        }
    }

    /** Ends everything and deletes the network: its ledger, its keys, all. */
    public static void clean(Path root, Consumer<String> tell) {
        NetworkFolder folder = new NetworkFolder(root);
        exclusively(folder, () -> {
            end(folder, tell);
            Folders.delete(folder.root());
        });
    }

    private static void exclusively(NetworkFolder folder, Runnable work) {
        Path file = PrivateFiles.folder(folder.root()).resolve("lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (tryLock(channel) == null) {
                throw new LauncherFailure("Another command is changing the network in " + folder.root()
                        + " right now. Wait for it to end.");
            }
            work.run();
        } catch (IOException e) {
            throw new LauncherFailure("Cannot write to " + folder.root() + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
