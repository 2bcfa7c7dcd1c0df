package org.chartseal.fabric;

import org.chartseal.launcher.fabric.FabricPrograms;
import org.chartseal.launcher.installation.LauncherFailure;

/** Whether Fabric's release programs are on this machine. */
final class Programs {

    private Programs() {}

    /** The condition of every test here: programs that are found but unfit do not excuse it. */
    static boolean found() {
        String home = System.getenv("FABRIC_HOME");
        if (home != null && !home.isBlank()) {
            return true;
        }
        try {
            FabricPrograms.find(System.getenv());
            return true;
        } catch (LauncherFailure missing) {
            return false;
        }
    }

    static FabricPrograms programs() {
        return FabricPrograms.find(System.getenv());
    }
}
