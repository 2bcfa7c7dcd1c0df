package org.chartseal.launcher.part;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chartseal.launcher.installation.Distribution;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;

/** The parts of an installation, each after those it needs. */
public record Parts(Database database, SignIn signIn, Optional<SoloLedger> ledger, Portal portal) {

    public static Parts of(Distribution distribution, Installation installation, InstallationState state) {
        Database database = new Database(distribution, installation, state);
        SignIn signIn = new SignIn(distribution, installation, state, database);
        Optional<SoloLedger> ledger =
                distribution.soloLedger().map(program -> new SoloLedger(program, installation, state));
        Portal portal = new Portal(distribution, installation, state, database, signIn);
        return new Parts(database, signIn, ledger, portal);
    }

    /** In the order in which they are started; they are stopped in the opposite one. */
    public List<Part> all() {
        return Stream.of(Optional.of(database), Optional.of(signIn), ledger, Optional.of(portal))
                .<Part>flatMap(Optional::stream)
                .toList();
    }
}
