package org.chartseal.launcher.part;

import java.nio.file.Path;
import java.util.List;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.LedgerChoice;
import org.chartseal.launcher.installation.Settings;

/** The parts of an installation, each after those it needs. */
public record Parts(Part database, Part signIn, Part ledger, Portal portal) {

    public static Parts of(Distribution distribution, Installation installation, InstallationState state) {
        Settings settings = installation.settings();
        Database own = new Database(distribution, installation, state);
        DatabaseAccess accounts = settings.has(Settings.SIGN_IN_DATABASE + ".url")
                ? DatabaseAccess.from(settings, Settings.SIGN_IN_DATABASE)
                : own.signIn();
        Part database = settings.has(Settings.DATABASE + ".url") ? externalDatabase(settings) : own;
        Part signIn = settings.has(Settings.SIGN_IN)
                ? externalSignIn(settings.get(Settings.SIGN_IN))
                : new SignIn(distribution, installation, state, accounts);
        Part ledger =
                settings.has(Settings.LEDGER) ? externalLedger(settings) : ledger(distribution, installation, state);
        Portal portal = new Portal(distribution, installation, state, List.of(database, signIn, ledger));
        return new Parts(database, signIn, ledger, portal);
    }

    /** In the order in which they are started; they are stopped in the opposite one. */
    public List<Part> all() {
        return List.of(database, signIn, ledger, portal);
    }

    private static Part ledger(Distribution distribution, Installation installation, InstallationState state) {
        if (state.ledger() instanceof LedgerChoice.TwoHospitals two) {
            return new FabricLedger(distribution, installation, two);
        }
        return state.ledger() instanceof LedgerChoice.Profiled profiled
                ? new DistantLedger(profiled.profile())
                : new SoloLedger(distribution, installation, state);
    }

    private static Part externalDatabase(Settings settings) {
        DatabaseAccess access = DatabaseAccess.from(settings, Settings.DATABASE);
        return new ExternalPart("database", access.endpoint(), access::answers);
    }

    private static Part externalSignIn(String provider) {
        String description = provider.replaceFirst("/+$", "") + "/.well-known/openid-configuration";
        return new ExternalPart(
                "sign-in",
                provider,
                () -> Http.get(description)
                        .filter(answer -> answer.statusCode() == 200)
                        .isPresent());
    }

    private static Part externalLedger(Settings settings) {
        Path profile = Path.of(settings.get(Settings.LEDGER));
        if (settings.get(Settings.LEDGER_KIND).equals("fabric")) {
            return new DistantLedger(profile);
        }
        String endpoint =
                LedgerEndpoint.read(profile).map(LedgerEndpoint::toString).orElse(profile.toString());
        return new ExternalPart(
                "ledger",
                endpoint,
                () -> LedgerEndpoint.read(profile)
                        .filter(LedgerEndpoint::listens)
                        .isPresent());
    }
}
