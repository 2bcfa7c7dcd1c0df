package org.chartseal.launcher.part;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.installation.PortName;
import org.chartseal.launcher.installation.PrivateFiles;
import org.chartseal.launcher.installation.SecretName;
import org.chartseal.launcher.installation.Settings;
import org.chartseal.launcher.process.Java;
import org.chartseal.launcher.process.Launch;
import org.chartseal.launcher.process.PartProcess;

/** Keycloak with the realm of the portal. */
final class SignIn implements LocalPart {
    private final Distribution distribution;
    private final Installation installation;
    private final InstallationState state;
    private final DatabaseAccess database;
    private final PartProcess process;

    SignIn(Distribution distribution, Installation installation, InstallationState state, DatabaseAccess database) {
        this.distribution = distribution;
        this.installation = installation;
        this.state = state;
        this.database = database;
        this.process =
                new PartProcess(name(), installation.run(), installation.logs().resolve("sign-in.out"));
    }

    @Override
    public String name() {
        return "sign-in";
    }

    @Override
    public String endpoint() {
        return "http://localhost:" + state.port(PortName.SIGN_IN);
    }

    @Override
    public Map<String, String> portalSettings() {
        return Map.of(
                Settings.SIGN_IN,
                endpoint() + "/realms/" + Realm.nameAt(state.publicPort()),
                "chartseal.oidc.client-id",
                Realm.PORTAL_CLIENT,
                "chartseal.oidc.client-secret",
                state.secret(SecretName.PORTAL_CLIENT),
                "chartseal.keycloak.admin-url",
                endpoint(),
                "chartseal.keycloak.admin-client-id",
                Realm.ACCOUNTS_CLIENT,
                "chartseal.keycloak.admin-client-secret",
                state.secret(SecretName.ACCOUNTS_CLIENT));
    }

    @Override
    public PartProcess process() {
        return process;
    }

    @Override
    public void prepare() {
        Map<String, String> settings = Map.ofEntries(
                Map.entry("db-url", database.url()),
                Map.entry("db-username", database.user()),
                Map.entry("db-password", database.password()),
                Map.entry("db-pool-initial-size", "1"),
                Map.entry("db-pool-max-size", "20"),
                Map.entry("http-enabled", "true"),
                Map.entry("http-host", "127.0.0.1"),
                Map.entry("http-port", Integer.toString(state.port(PortName.SIGN_IN))),
                Map.entry("http-management-host", "127.0.0.1"),
                Map.entry("http-management-port", Integer.toString(state.port(PortName.SIGN_IN_HEALTH))),
                Map.entry("hostname", endpoint()),
                Map.entry("cache", "local"),
                Map.entry("bootstrap-admin-client-id", KeycloakAdministration.CLIENT),
                Map.entry("bootstrap-admin-client-secret", state.secret(SecretName.SIGN_IN_ADMINISTRATION)),
                Map.entry("log", "file"),
                Map.entry("log-level", "info,io.smallrye.health:error"),
                Map.entry("log-file", installation.logs().resolve("sign-in.log").toString()));
        StringBuilder text = new StringBuilder();
        settings.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        PrivateFiles.write(configuration(), text.toString());
    }

    @Override
    public Launch launch() {
        Path home = distribution.keycloak();
        List<String> command = List.of(
                Java.program(),
                "-Xms64m",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MetaspaceSize=144m",
                "-XX:MaxMetaspaceSize=256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Duser.country=US",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "--config-file=" + configuration(),
                "start",
                "--optimized");
        return new Launch(command, Map.of(), installation.root());
    }

    @Override
    public boolean answers() {
        return Http.get("http://127.0.0.1:" + state.port(PortName.SIGN_IN_HEALTH) + "/health/ready")
                .filter(response -> response.statusCode() == 200)
                .isPresent();
    }

    /** Creates the realm, or fits it to a portal that moved to another port. */
    @Override
    public void settle() {
        Path marker = installation.realmMarker();
        String portal = Portal.publicUrl(state);
        try {
            if (Files.exists(marker) && Files.readString(marker).equals(portal)) {
                return;
            }
            Realm realm = new Realm(state, portal);
            if (Files.exists(marker)) {
                int port = URI.create(Files.readString(marker)).getPort();
                administration().renameRealm(Realm.nameAt(port), realm.name());
            }
            KeycloakAdministration administration = administration();
            if (administration.hasRealm(realm.name())) {
                administration.fitPortalClient(realm);
            } else {
                administration.createRealm(realm);
            }
            PrivateFiles.write(marker, portal);
        } catch (IOException e) {
            throw new LauncherFailure("Cannot set up the realm: " + e.getMessage(), e);
        }
    }

    /** Signed in anew: what it may do in a realm is bound to the realm's name of that moment. */
    private KeycloakAdministration administration() throws IOException {
        return KeycloakAdministration.signIn(endpoint(), state);
    }

    private Path configuration() {
        return installation.config().resolve("keycloak.conf");
    }
}
