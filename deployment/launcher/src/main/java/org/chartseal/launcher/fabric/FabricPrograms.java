package org.chartseal.launcher.fabric;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chartseal.launcher.installation.LauncherFailure;

/**
 * Fabric's own release programs on this machine. Chartseal neither builds nor bundles them.
 *
 * @param folder that holds all of them
 * @param version of {@code peer}, for example 3.1.5
 */
public record FabricPrograms(Path folder, String version) {
    private static final String VARIABLE = "FABRIC_HOME";
    private static final List<String> NEEDED = List.of("peer", "orderer", "cryptogen", "configtxgen", "osnadmin");
    private static final Pattern VERSION = Pattern.compile("(?m)^\\s*Version: v?(([0-9]+)\\.([0-9]+)[0-9.]*)");
    private static final String ADVICE = " Install a release of Hyperledger Fabric, 2.5 or 3.1 (its archive"
            + " hyperledger-fabric-<system>-<version>.tar.gz, from the releases of github.com/hyperledger/fabric), unpack"
            + " it, and set FABRIC_HOME to that folder, or put its bin/ on the PATH.";

    /**
     * Finds them by {@code FABRIC_HOME}, else on the {@code PATH}.
     *
     * @throws LauncherFailure that says what is missing and from where to have it
     */
    public static FabricPrograms find(Map<String, String> environment) {
        String home = environment.getOrDefault(VARIABLE, "");
        if (!home.isBlank()) {
            Path folder = Path.of(home).toAbsolutePath().resolve("bin");
            return in(folder, "FABRIC_HOME is " + home + ", but ");
        }
        Path folder = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .map(Path::of)
                .filter(entry -> Files.isExecutable(entry.resolve("peer")))
                .findFirst()
                .orElseThrow(() -> new LauncherFailure(
                        "Hyperledger Fabric's programs are not here: FABRIC_HOME is not set, and peer is not on the PATH."
                                + ADVICE));
        return in(folder.toAbsolutePath(), "peer is on the PATH in " + folder + ", but ");
    }

    private static FabricPrograms in(Path folder, String where) {
        List<String> missing = new ArrayList<>(NEEDED);
        missing.removeIf(name -> Files.isExecutable(folder.resolve(name)));
        if (!missing.isEmpty()) {
            throw new LauncherFailure(where + folder + " lacks " + String.join(", ", missing) + "." + ADVICE);
        }
        String answer = Tool.of(folder.resolve("peer")).run("version").orThrow("peer does not run.");
        Matcher version = VERSION.matcher(answer);
        if (!version.find()) {
            throw new LauncherFailure(where + folder.resolve("peer") + " does not say its version." + ADVICE);
        }
        int major = Integer.parseInt(version.group(2));
        int minor = Integer.parseInt(version.group(3));
        if (major < 2 || (major == 2 && minor < 5)) {
            throw new LauncherFailure(where + "its version " + version.group(1) + " is too old." + ADVICE);
        }
        return new FabricPrograms(folder, version.group(1));
    }

    /** Major and minor version: what a network keeps while it lives. */
    public String series() {
        String[] parts = version.split("\\.", -1);
        return parts[0] + "." + parts[1];
    }

    /** Whether Byzantine fault-tolerant orderers are had with it. */
    boolean hasBft() {
        return !series().startsWith("2.");
    }

    Path program(String name) {
        return folder.resolve(name);
    }
}
