package org.chartseal.launcher.part;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Folders;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.PortName;
import org.chartseal.launcher.installation.PrivateFiles;
import org.chartseal.launcher.installation.SecretName;
import org.chartseal.launcher.installation.Settings;
import org.chartseal.launcher.process.Java;
import org.chartseal.launcher.process.Launch;
import org.chartseal.launcher.process.PartProcess;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/** WildFly with the portal. */
public final class Portal implements LocalPart {
    private final Distribution distribution;
    private final Installation installation;
    private final InstallationState state;
    private final List<Part> others;
    private final PartProcess process;

    /** @param others the parts that it uses */
    Portal(Distribution distribution, Installation installation, InstallationState state, List<Part> others) {
        this.distribution = distribution;
        this.installation = installation;
        this.state = state;
        this.others = List.copyOf(others);
        this.process =
                new PartProcess(name(), installation.run(), installation.logs().resolve("portal.out"));
    }

    /** The address people use. */
    public static String publicUrl(InstallationState state) {
        return "http://localhost:" + state.publicPort();
    }

    @Override
    public String name() {
        return "portal";
    }

    @Override
    public String endpoint() {
        return publicUrl(state);
    }

    @Override
    public PartProcess process() {
        return process;
    }

    /** The server's configuration comes fresh from the build; everything of this installation is a property. */
    @Override
    public void prepare() {
        Path base = installation.wildfly();
        Folders.delete(base.resolve("tmp"));
        Folders.delete(base.resolve("configuration"));
        Folders.copyFiles(distribution.wildfly().resolve("standalone/configuration"), base.resolve("configuration"));
        copyPortal(portal());
        PrivateFiles.write(properties(), text(settings()));
    }

    @Override
    public Launch launch() {
        StandaloneCommandBuilder builder = StandaloneCommandBuilder.of(distribution.wildfly())
                .setJavaHome(Path.of(Java.home()))
                .setBaseDirectory(installation.wildfly())
                .setLogDirectory(installation.logs())
                .setPropertiesFile(properties());
        builder.setModuleDirs(
                distribution.wildfly().resolve("modules").toString(),
                portal().resolve("modules").toString());
        builder.setJavaOptions(
                "-Xms256m",
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:MetaspaceSize=192m",
                "-XX:MaxMetaspaceSize=384m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.net.preferIPv4Stack=true",
                "-Djava.awt.headless=true",
                "-Djboss.modules.system.pkgs=org.jboss.byteman");
        List<String> command = builder.build();
        return new Launch(command, Map.of(), installation.root());
    }

    @Override
    public boolean answers() {
        return health().filter(PortalHealth::works).isPresent();
    }

    /** The server holds requests back while it starts; one that it does not know shows that the portal was refused. */
    @Override
    public Optional<String> defect() {
        return Http.get(endpoint() + "/health/ready").flatMap(response -> {
            if (response.statusCode() == 404) {
                return Optional.of("The server runs, but the portal on it does not start.");
            }
            return PortalHealth.read(response)
                    .filter(PortalHealth::lacksDemo)
                    .map(health -> "The demo hospital could not be loaded.");
        });
    }

    /** What the portal says about itself; empty while it says nothing. */
    public Optional<PortalHealth> health() {
        return Http.get(endpoint() + "/health/ready").flatMap(PortalHealth::read);
    }

    /** Whether the portal itself gets an answer of the part. */
    public boolean sees(Part part) {
        return health().filter(health -> health.hasUp(part.name())).isPresent();
    }

    /** Which network is behind the ledger port. */
    public String ledgerKind() {
        return settings().getOrDefault(Settings.LEDGER_KIND, "solo");
    }

    @Override
    public Map<String, String> portalSettings() {
        return Map.ofEntries(
                Map.entry("jboss.http.port", Integer.toString(state.publicPort())),
                Map.entry("jboss.management.http.port", Integer.toString(state.port(PortName.PORTAL_MANAGEMENT))),
                Map.entry("chartseal.portal.dir", portal().toString()),
                Map.entry("chartseal.session-cookie", "CHARTSEAL-" + state.publicPort()),
                Map.entry("chartseal.storage.dir", installation.storage().toString()),
                Map.entry("chartseal.vault.file", installation.vaultFile().toString()),
                Map.entry("chartseal.zone", ZoneId.systemDefault().getId()),
                Map.entry(
                        "chartseal.hospital.name", state.demo() ? state.ledger().demoName() : "Hospital"),
                Map.entry("chartseal.public-url", publicUrl(state)),
                Map.entry("chartseal.demo", Boolean.toString(state.demo())),
                Map.entry("chartseal.secret", state.secret(SecretName.PORTAL)));
    }

    /** What its owner set wins. */
    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(portalSettings());
        others.forEach(part -> settings.putAll(part.portalSettings()));
        settings.putAll(installation.settings().all());
        settings.keySet().removeIf(key -> key.startsWith(Settings.SIGN_IN_DATABASE));
        return settings;
    }

    /** As the server reads it: other letters than ASCII's are escaped. */
    static String text(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            properties.store(bytes, null);
            return bytes.toString(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy, so that a new build does not pull the portal from under a running server; made once for each build. */
    private void copyPortal(Path folder) {
        Path built = distribution.portal().resolve("built");
        try {
            Path copied = folder.resolve("built");
            if (!Files.exists(copied) || !Files.readString(copied).equals(Files.readString(built))) {
                Folders.delete(folder);
                Folders.copyTree(distribution.portal(), folder, built);
                Files.copy(built, copied);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path portal() {
        return installation.wildfly().resolve("portal");
    }

    private Path properties() {
        return installation.config().resolve("portal.properties");
    }
}
