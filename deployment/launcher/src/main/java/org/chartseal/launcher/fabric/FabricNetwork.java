package org.chartseal.launcher.fabric;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chartseal.launcher.installation.Folders;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.PrivateFiles;
import org.chartseal.launcher.process.Launch;

/**
 * Two hospitals' peers, the orderers between them, the channels, and the contract as a service of each hospital. Each step
 * of {@link #up} looks first whether it is done, so that one that was interrupted is finished by the next.
 */
public final class FabricNetwork {
    private final FabricPrograms programs;
    private final Path templates;
    private final ContractCode contract;
    private final NetworkFolder folder;
    private final NodeProcesses processes;

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
        this.processes = new NodeProcesses(folder);
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
        new NetworkLock(folder).afterOthers(() -> bringUp(bft, tell), tell);
    }

    private void bringUp(boolean bft, Consumer<String> tell) {
        NetworkPlan plan = plan(bft);
        processes.adoptStrays();
        Channels channels = new Channels(programs, templates, folder);
        if (!channels.complete()) {
            channels.make(plan);
            tell.accept("certificates and channels made");
        }
        configure();
        startOrderers(plan, tell);
        startPeers(plan, tell);
        List<PeerAdmin> peers = Stream.of(Hospital.values())
                .map(hospital -> admin(plan, hospital))
                .toList();
        new Rollout(folder, plan, contract, peers).run(tell);
        writeProfiles(plan);
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
        numbers(plan).forEach(number -> start("orderer" + number, nodes.orderer(number), plan));
        numbers(plan).forEach(number -> {
            String name = "orderer" + number;
            processes.await(name, plan.port(name + ".admin"), () -> orderers.answers(number));
            Channels.NAMES.forEach(channel -> orderers.join(number, channel));
        });
        tell.accept(plan.orderers().count + " orderers answer, channels " + String.join(", ", Channels.NAMES));
    }

    private void startPeers(NetworkPlan plan, Consumer<String> tell) {
        Nodes nodes = new Nodes(programs, templates, folder, plan);
        for (Hospital hospital : Hospital.values()) {
            start(hospital.id(), nodes.peer(hospital), plan);
        }
        for (Hospital hospital : Hospital.values()) {
            PeerAdmin peer = admin(plan, hospital);
            processes.await(hospital.id(), plan.port(hospital.id()), peer::answers);
            Channels.NAMES.forEach(peer::join);
            tell.accept("peer of " + hospital.id() + " answers at " + nodes.address(hospital));
        }
    }

    private void start(String node, Launch launch, NetworkPlan plan) {
        processes.start(node, launch, plan.portsOf(node));
    }

    private PeerAdmin admin(NetworkPlan plan, Hospital hospital) {
        return new PeerAdmin(programs, folder, plan, hospital);
    }

    private static IntStream numbers(NetworkPlan plan) {
        return IntStream.rangeClosed(1, plan.orderers().count);
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
        NodeProcesses processes = new NodeProcesses(new NetworkFolder(root));
        return processes.names().stream()
                .map(name -> new Node(name, processes.running(name).isPresent()))
                .toList();
    }

    /** What its processes print. */
    public static List<Path> logs(Path root) {
        Path logs = new NetworkFolder(root).logs();
        if (!Files.isDirectory(logs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(logs)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process of one node, for whoever watches or kills it. */
    public static Optional<ProcessHandle> running(Path root, String name) {
        return new NodeProcesses(new NetworkFolder(root)).running(name);
    }

    /** Has the network run until {@link #down}, whoever else stops using it. */
    public static void keepUp(Path root) {
        new NetworkUsers(new NetworkFolder(root)).addCommand();
    }

    /** The data directories of the portals that use the network. */
    public static List<Path> portals(Path root) {
        return new NetworkUsers(new NetworkFolder(root)).installations();
    }

    /** Ends everything that runs, contract and peers before the orderers. Everything is kept. */
    public static void down(Path root, Consumer<String> tell) {
        NetworkFolder folder = new NetworkFolder(root);
        new NetworkLock(folder).unlessOthers(() -> {
            new NetworkUsers(folder).removeCommand();
            end(folder, tell);
        });
    }

    private static void end(NetworkFolder folder, Consumer<String> tell) {
        NodeProcesses processes = new NodeProcesses(folder);
        processes.adoptStrays();
        for (String name : processes.names()) {
            boolean ran = processes.running(name).isPresent();
            processes.stop(name);
            if (ran) {
                tell.accept(name + " stopped");
            }
        }
    }

    /** Ends everything and deletes the network: its ledger, its keys, all. */
    public static void clean(Path root, Consumer<String> tell) {
        NetworkFolder folder = new NetworkFolder(root);
        new NetworkLock(folder).unlessOthers(() -> {
            end(folder, tell);
            Folders.delete(folder.root());
        });
    }
}
