package org.chartseal.fabric;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.chartseal.launcher.fabric.FabricNetwork;
import org.chartseal.launcher.fabric.Hospital;
import org.chartseal.ledger.fabric.LedgerNetwork;
import org.chartseal.ledger.fabric.LedgerProfile;

/** The network that {@code ./chartseal fabric up} starts. */
final class TwoHospitals implements LedgerNetwork {

    private static final Path HOME = Path.of("..", "..").toAbsolutePath().normalize();

    private final Path root;
    private final boolean byzantine;

    TwoHospitals(Path root) {
        this(root, false);
    }

    /** A network whose orderers may be Byzantine fault-tolerant. */
    TwoHospitals(Path root, boolean byzantine) {
        this.root = root;
        this.byzantine = byzantine;
    }

    @Override
    public LedgerProfile start() {
        return start(contract(), step -> {});
    }

    /** The contract as it was built, and what it needs. */
    static Path contract() {
        return HOME.resolve("ledger-adapter/solo/target/lib");
    }

    /** Starts it with that contract. */
    LedgerProfile start(Path contract, Consumer<String> tell) {
        new FabricNetwork(Programs.programs(), HOME.resolve("deployment/fabric"), contract, root).up(byzantine, tell);
        return profile(Hospital.A);
    }

    LedgerProfile profile(Hospital hospital) {
        return LedgerProfile.read(FabricNetwork.profile(root, hospital));
    }

    @Override
    public void stop() {
        FabricNetwork.down(root, step -> {});
    }

    /** Every process of it, at once. */
    @Override
    public void kill() {
        kill(name -> true);
    }

    /** Those processes of it, at once; {@link #start} brings them back. */
    void kill(Predicate<String> which) {
        CompletableFuture<?>[] ends = FabricNetwork.nodes(root).stream()
                .filter(node -> which.test(node.name()))
                .flatMap(node -> FabricNetwork.running(root, node.name()).stream())
                .peek(ProcessHandle::destroyForcibly)
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture[]::new);
        if (ends.length == 0) {
            throw new IllegalStateException("nothing to kill");
        }
        CompletableFuture.allOf(ends).join();
    }

    /** What the network keeps in that folder. */
    Path folder(String name) {
        return root.resolve(name);
    }

    @Override
    public void close() {
        FabricNetwork.clean(root, step -> {});
    }
}
