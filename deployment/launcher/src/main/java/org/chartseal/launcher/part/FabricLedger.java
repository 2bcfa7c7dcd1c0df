package org.chartseal.launcher.part;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.chartseal.launcher.fabric.FabricNetwork;
import org.chartseal.launcher.fabric.FabricPrograms;
import org.chartseal.launcher.fabric.Hospital;
import org.chartseal.launcher.fabric.NetworkMembership;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.LedgerChoice;
import org.chartseal.launcher.installation.Settings;
import org.chartseal.launcher.process.Memory;

/**
 * A hospital's peer and the rest of the Fabric network of two hospitals on this machine. Several installations may use one
 * network: it counts as this one's from its start to its stop, and runs until the last of them has left it.
 */
final class FabricLedger implements Part {
    private final Distribution distribution;
    private final LedgerChoice.TwoHospitals choice;
    private final Hospital hospital;
    private final NetworkMembership membership;

    FabricLedger(Distribution distribution, Installation installation, LedgerChoice.TwoHospitals choice) {
        this.distribution = distribution;
        this.choice = choice;
        this.hospital = Hospital.valueOf(choice.hospital());
        this.membership = new NetworkMembership(choice.folder(), installation.root());
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public String endpoint() {
        String place = LedgerEndpoint.read(profile())
                .map(LedgerEndpoint::toString)
                .orElse(choice.folder().toString());
        return "Fabric, " + hospital.id() + ", " + place;
    }

    private Path profile() {
        return FabricNetwork.profile(choice.folder(), hospital);
    }

    @Override
    public boolean isExternal() {
        return false;
    }

    @Override
    public Optional<ProcessHandle> running() {
        return membership.isJoined() ? FabricNetwork.running(choice.folder(), hospital.id()) : Optional.empty();
    }

    /** The network itself looks what is to be done, a new contract to be rolled out included. */
    @Override
    public boolean isComplete() {
        return false;
    }

    /** Of the whole network. */
    @Override
    public OptionalLong memory() {
        if (running().isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(membership.processes().stream()
                .map(Memory::of)
                .flatMapToLong(OptionalLong::stream)
                .sum());
    }

    @Override
    public Map<String, String> portalSettings() {
        return Map.of(Settings.LEDGER_KIND, "fabric", Settings.LEDGER, profile().toString());
    }

    @Override
    public boolean answers() {
        return membership.isWhole()
                && LedgerEndpoint.read(profile())
                        .filter(LedgerEndpoint::listens)
                        .isPresent();
    }

    @Override
    public void prepare() {
        // The network does it when it is started.
    }

    @Override
    public void start(Consumer<String> tell) {
        membership.join();
        FabricPrograms programs = FabricPrograms.find(System.getenv());
        new FabricNetwork(programs, distribution.fabric(), distribution.contract(), choice.folder()).up(false, tell);
    }

    @Override
    public String stop() {
        return membership.leave();
    }
}
