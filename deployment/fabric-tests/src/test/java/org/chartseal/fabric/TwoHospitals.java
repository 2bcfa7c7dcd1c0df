package org.chartseal.fabric;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.chartseal.launcher.fabric.FabricNetwork;
import org.chartseal.launcher.fabric.Hospital;
import org.chartseal.ledger.fabric.LedgerNetwork;
import org.chartseal.ledger.fabric.LedgerProfile;

/** The network that {@code ./chartseal fabric up} starts. */
final class TwoHospitals implements LedgerNetwork {

    private static final Path HOME = Path.of("..", "..").toAbsolutePath().normalize();

    private final Path root;

    TwoHospitals(Path root) {
        this.root = root;
    }

    @Override
    public LedgerProfile start() {
        new FabricNetwork(
                        Programs.programs(),
                        HOME.resolve("deployment/fabric"),
                        HOME.resolve("ledger-adapter/solo/target/lib"),
                        root)
                .up(false, step -> {});
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
        CompletableFuture<?>[] ends = FabricNetwork.nodes(root).stream()
                .flatMap(node -> FabricNetwork.running(root, node.name()).stream())
                .peek(ProcessHandle::destroyForcibly)
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends).join();
    }

    @Override
    public void close() {
        FabricNetwork.clean(root, step -> {});
    }
}
