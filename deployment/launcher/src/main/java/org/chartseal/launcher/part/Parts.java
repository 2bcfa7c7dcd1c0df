package org.chartseal.launcher.part;

import java.util.List;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;

/** The parts of an installation, each after those it needs. */
public record Parts(Database database, SignIn signIn, SoloLedger ledger, Portal portal) {

    public static Parts of(Distribution distribution, Installation installation, InstallationState state) {
        Database database = new Database(distribution, installation, state);
        SignIn signIn = new SignIn(distribution, installation, state, database);
        SoloLedger ledger = new SoloLedger(distribution, installation, state);
        Portal portal = new Portal(distribution, installation, state, database, signIn);
        return new Parts(database, signIn, ledger, portal);
    }

    /** In the order in which they are started; they are stopped in the opposite one. */
    public List<Part> all() {
        return List.of(database, signIn, ledger, portal);
    }
}
