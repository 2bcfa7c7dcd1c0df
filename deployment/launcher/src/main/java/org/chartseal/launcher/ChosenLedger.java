package org.chartseal.launcher;

import java.nio.file.Path;
import java.util.Optional;
import org.chartseal.launcher.fabric.ExistingNetwork;
import org.chartseal.launcher.fabric.FabricPrograms;
import org.chartseal.launcher.fabric.NetworkMembership;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.LedgerChoice;

/** Looks, before anything starts, whether the ledger that was chosen can be had, and whether it is still the same one. */
record ChosenLedger(LedgerChoice choice, Path installation) {

    /**
     * The choice with what is known about it now.
     *
     * @param mayBeAway whether a network that does not answer is waited for: the hospital worked with it before
     */
    LedgerChoice checked(boolean mayBeAway, Progress progress) {
        if (choice instanceof LedgerChoice.TwoHospitals two) {
            FabricPrograms programs = FabricPrograms.find(System.getenv());
            progress.say(
                    "Fabric " + programs.version() + " in " + programs.folder() + "; the network in " + two.folder());
            return identified(two.firstBlock(), new NetworkMembership(two.folder(), installation).firstBlock());
        }
        return choice instanceof LedgerChoice.Profiled profiled ? reached(profiled, mayBeAway, progress) : choice;
    }

    /** After the start: the network is made now. */
    static LedgerChoice made(LedgerChoice choice, Path installation) {
        return choice instanceof LedgerChoice.TwoHospitals two
                ? new NetworkMembership(two.folder(), installation)
                        .firstBlock()
                        .map(choice::identified)
                        .orElse(choice)
                : choice;
    }

    private LedgerChoice reached(LedgerChoice.Profiled profiled, boolean mayBeAway, Progress progress) {
        Optional<String> found;
        try {
            found = Optional.of(new ExistingNetwork(profiled.profile()).check());
        } catch (LauncherFailure defect) {
            if (!mayBeAway) {
                throw defect;
            }
            progress.say("The ledger cannot be used now; people can work, and what is to be sealed waits for it.");
            progress.say("  " + defect.getMessage());
            return choice;
        }
        return identified(profiled.firstBlock(), found);
    }

    private LedgerChoice identified(Optional<String> before, Optional<String> now) {
        if (before.isPresent() && !before.equals(now)) {
            throw new LauncherFailure("The installation in " + installation + " has its seals on another network than "
                    + choice.describe() + " leads to now" + (now.isPresent() ? "" : " (there is none any more)")
                    + ". Bring that network back, or choose another --data-dir for an installation on the new one.");
        }
        return now.map(choice::identified).orElse(choice);
    }
}
