package org.chartseal.launcher;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.chartseal.launcher.fabric.Hospital;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.LedgerChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What someone who starts an installation says about its ledger. */
final class LedgerOptions {
    @Option(
            names = "--ledger",
            paramLabel = "solo|fabric",
            description = {
                "solo: the ledger of this one machine (default of a new installation)",
                "fabric: a Hyperledger Fabric network of two hospitals on this machine, which is made and started if it"
                        + " is not there, or the one of --profile. An installation keeps the ledger that it was made with."
            })
    private @Nullable Kind kind;

    @Option(
            names = "--hospital",
            paramLabel = "A|B",
            description = "whose portal this is on the network of two hospitals (default: A); implies --ledger fabric")
    private @Nullable Hospital hospital;

    @Option(
            names = "--network-dir",
            paramLabel = "DIR",
            description = "where that network keeps its data (default: .chartseal-fabric beside the command);"
                    + " implies --ledger fabric")
    private @Nullable Path networkFolder;

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "connection profile of a Fabric network that someone else runs; it is tried before anything"
                    + " starts; implies --ledger fabric")
    private @Nullable Path profile;

    /** As typed on the command line. */
    enum Kind {
        solo,
        fabric
    }

    /** Whether anything was said at all. */
    boolean isGiven() {
        return kind != null || hospital != null || networkFolder != null || profile != null;
    }

    /** Whether a profile was named now, which then has to be right. */
    boolean namesProfile() {
        return profile != null;
    }

    /**
     * The ledger of an installation that is made now.
     *
     * @param usualNetwork the folder of the network if none is named
     */
    LedgerChoice forNew(Path usualNetwork) {
        refuseContradictions();
        if (profile != null) {
            return new LedgerChoice.Profiled(absolute(profile), Optional.empty());
        }
        if (kind != Kind.fabric && hospital == null && networkFolder == null) {
            return new LedgerChoice.Solo();
        }
        Path folder = networkFolder == null ? usualNetwork : absolute(networkFolder);
        String name = hospital == null ? Hospital.A.name() : hospital.name();
        return new LedgerChoice.TwoHospitals(folder, name, Optional.empty());
    }

    /**
     * The ledger of an installation that has one.
     *
     * @throws LauncherFailure if another one was asked for
     */
    LedgerChoice forExisting(Path installation, LedgerChoice known) {
        refuseContradictions();
        if (known instanceof LedgerChoice.Profiled && profile != null) {
            return new LedgerChoice.Profiled(absolute(profile), firstBlock(known));
        }
        if (!fits(known)) {
            throw new LauncherFailure("The installation in " + installation + " was made with " + known.describe()
                    + ": its seals are there. It cannot change; choose another --data-dir for one on another ledger.");
        }
        return known;
    }

    private static Optional<String> firstBlock(LedgerChoice known) {
        return known instanceof LedgerChoice.Profiled profiled ? profiled.firstBlock() : Optional.empty();
    }

    private boolean fits(LedgerChoice known) {
        if (known instanceof LedgerChoice.TwoHospitals two) {
            return kind != Kind.solo
                    && profile == null
                    && (hospital == null || hospital.name().equals(two.hospital()))
                    && (networkFolder == null || absolute(networkFolder).equals(two.folder()));
        }
        boolean fabric = known instanceof LedgerChoice.Profiled;
        boolean otherKind = kind != null && fabric != (kind == Kind.fabric);
        return !otherKind && profile == null && hospital == null && networkFolder == null;
    }

    private void refuseContradictions() {
        if (kind == Kind.solo && (hospital != null || networkFolder != null || profile != null)) {
            throw new LauncherFailure("--hospital, --network-dir and --profile go with --ledger fabric.");
        }
        if (profile != null && (hospital != null || networkFolder != null)) {
            throw new LauncherFailure(
                    "--profile names the network and whose portal this is; --hospital and --network-dir"
                            + " are for the network of two hospitals on this machine.");
        }
    }

    private static Path absolute(Path path) {
        return Objects.requireNonNull(path).toAbsolutePath().normalize();
    }
}
