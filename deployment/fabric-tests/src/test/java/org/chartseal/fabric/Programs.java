package org.chartseal.fabric;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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

    /** Whether a program can be started with another clock than the machine's. */
    static boolean clockCanBeSet() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "faketime")));
    }

    /** The condition of tests of Byzantine fault-tolerant orderers, which came with Fabric 3. */
    static boolean foundWithByzantineOrderers() {
        return found() && !programs().series().startsWith("2.");
    }

    static FabricPrograms programs() {
        return FabricPrograms.find(System.getenv());
    }
}
