package org.chartseal.launcher.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The built programs, shared by all installations. */
public final class Distribution {
    private final Path home;

    /** @param home the folder in which {@code ./chartseal} lies */
    public Distribution(Path home) {
        this.home = home.toAbsolutePath().normalize();
    }

    public Path home() {
        return home;
    }

    public Path wildfly() {
        return existing(home.resolve("deployment/server/target/wildfly"));
    }

    /** The portal, the module of its libraries beside it, and in a file {@code built} which build that is. */
    public Path portal() {
        return existing(home.resolve("deployment/server/target/portal/built")).resolveSibling("");
    }

    public Path keycloak() {
        return only(home.resolve("deployment/keycloak/target"), "keycloak-*", Files::isDirectory)
                .orElseThrow(() -> new LauncherFailure("Keycloak is not built. Run ./chartseal start."));
    }

    /** Which Keycloak that is. */
    public String keycloakVersion() {
        return keycloak().getFileName().toString().replaceFirst("^keycloak-", "");
    }

    /** Where PostgreSQL's programs are unpacked to. */
    public Path postgresql() {
        return home.resolve("deployment/launcher/target/postgresql");
    }

    /** The one-machine ledger's program. */
    public Path soloLedger() {
        return only(home.resolve("ledger-adapter/solo/target"), "chartseal-ledger-solo-*.jar", Distribution::isProgram)
                .orElseThrow(() -> new LauncherFailure("The ledger is not built. Run ./chartseal start."));
    }

    /** Configuration of a Fabric network on this machine. */
    public Path fabric() {
        return existing(home.resolve("deployment/fabric"));
    }

    /** Where the Fabric network on this machine keeps its data if nobody says otherwise. */
    public Path fabricNetwork() {
        return home.resolve(".chartseal-fabric");
    }

    /** The contract and what it needs. */
    public Path contract() {
        return existing(home.resolve("ledger-adapter/solo/target/lib"));
    }

    private static boolean isProgram(Path archive) {
        try (JarFile jar = new JarFile(archive.toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS) != null;
        } catch (IOException e) {
            throw new LauncherFailure("Cannot read " + archive + ": " + e.getMessage(), e);
        }
    }

    private static Path existing(Path path) {
        if (!Files.exists(path)) {
            throw new LauncherFailure(path + " is missing. Run ./chartseal start, which builds it.");
        }
        return path;
    }

    private static Optional<Path> only(Path folder, String pattern, Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        var matcher = folder.getFileSystem().getPathMatcher("glob:" + pattern);
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> matcher.matches(entry.getFileName()))
                    .filter(wanted)
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            throw new LauncherFailure("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }
}
