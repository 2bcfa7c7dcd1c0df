package org.chartseal.fabric;

import java.nio.file.Path;
import org.chartseal.ledger.fabric.EvidenceLedgerContract;
import org.chartseal.ledger.fabric.LedgerNetwork;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The kit on two hospitals' peers and three orderers, all really killed. */
@EnabledIf(value = "org.chartseal.fabric.Programs#found", disabledReason = "Fabric's programs are not on this machine")
class FabricEvidenceLedgerIT extends EvidenceLedgerContract {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @Override
    protected LedgerNetwork newNetwork() {
        return new TwoHospitals(folder.resolve("network"));
    }
}
