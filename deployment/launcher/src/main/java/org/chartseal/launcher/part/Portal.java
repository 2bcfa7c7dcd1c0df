package org.chartseal.launcher.part;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.PortName;
import org.chartseal.launcher.installation.PrivateFiles;
import org.chartseal.launcher.installation.SecretName;
import org.chartseal.launcher.process.Launch;
import org.chartseal.launcher.process.PartProcess;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/** WildFly with the portal. */
public final class Portal implements Part {
    private final Distribution distribution;
    private final Installation installation;
    private final InstallationState state;
    private final Database database;
    private final SignIn signIn;
    private final PartProcess process;

    public Portal(
            Distribution distribution,
            Installation installation,
            InstallationState state,
            Database database,
            SignIn signIn) {
        this.distribution = distribution;
        this.installation = installation;
        this.state = state;
        this.database = database;
        this.signIn = signIn;
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
        copyArchive(base.resolve("portal"));
        PrivateFiles.write(properties(), text(settings()));
    }

    @Override
    public Launch launch() {
        StandaloneCommandBuilder builder = StandaloneCommandBuilder.of(distribution.wildfly())
                .setJavaHome(Path.of(Java.home()))
                .setBaseDirectory(installation.wildfly())
                .setLogDirectory(installation.logs())
                .setPropertiesFile(properties());
        builder.setJavaOptions(
                "-Xms128m",
                "-Xmx768m",
                "-XX:+UseSerialGC",
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
        return Http.get(endpoint() + "/health/ready")
                .filter(response -> response.statusCode() == 404)
                .map(response -> "The server runs, but the portal on it does not start.");
    }

    /** What the portal says about itself; empty while it says nothing. */
    public Optional<PortalHealth> health() {
        return Http.get(endpoint() + "/health/ready").flatMap(PortalHealth::read);
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("jboss.http.port", Integer.toString(state.publicPort())),
                Map.entry("jboss.management.http.port", Integer.toString(state.port(PortName.PORTAL_MANAGEMENT))),
                Map.entry(
                        "chartseal.portal.dir",
                        installation.wildfly().resolve("portal").toString()),
                Map.entry("chartseal.session-cookie", "CHARTSEAL-" + state.publicPort()),
                Map.entry("chartseal.db.url", database.url(Database.PORTAL)),
                Map.entry("chartseal.db.user", Database.PORTAL),
                Map.entry("chartseal.db.password", state.secret(SecretName.DATABASE_PORTAL)),
                Map.entry("chartseal.oidc.provider-url", signIn.realmUrl()),
                Map.entry("chartseal.oidc.client-id", Realm.PORTAL_CLIENT),
                Map.entry("chartseal.oidc.client-secret", state.secret(SecretName.PORTAL_CLIENT)),
                Map.entry("chartseal.keycloak.admin-url", signIn.endpoint()),
                Map.entry("chartseal.keycloak.admin-client-id", Realm.ACCOUNTS_CLIENT),
                Map.entry("chartseal.keycloak.admin-client-secret", state.secret(SecretName.ACCOUNTS_CLIENT)),
                Map.entry("chartseal.ledger.endpoint", "127.0.0.1:" + state.port(PortName.LEDGER)),
                Map.entry("chartseal.ledger.kind", "solo"),
                Map.entry(
                        "chartseal.ledger.profile",
                        SoloLedger.profile(installation).toString()),
                Map.entry("chartseal.storage.dir", installation.storage().toString()),
                Map.entry("chartseal.vault.file", installation.vaultFile().toString()),
                Map.entry("chartseal.zone", ZoneId.systemDefault().getId()),
                Map.entry("chartseal.hospital.name", state.demo() ? "Riverside Hospital" : "Hospital"),
                Map.entry("chartseal.public-url", publicUrl(state)),
                Map.entry("chartseal.demo", Boolean.toString(state.demo())),
                Map.entry("chartseal.secret", state.secret(SecretName.PORTAL)));
    }

    private static String text(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (StringWriter writer = new StringWriter()) {
            properties.store(writer, null);
            return writer.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy, so that a new build does not pull the archive from under a running server. */
    private void copyArchive(Path folder) {
        Path archive = distribution.portalArchive();
        try {
            Files.createDirectories(folder);
            Files.copy(
                    archive,
                    folder.resolve("chartseal.war"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path properties() {
        return installation.config().resolve("portal.properties");
    }
}
