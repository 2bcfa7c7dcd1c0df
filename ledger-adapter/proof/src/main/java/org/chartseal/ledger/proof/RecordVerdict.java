package org.chartseal.ledger.proof;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.bundle.BundleManifest.Sealed;
import org.chartseal.domain.ledger.SealHeader;

/**
 * What was found about one record.
 *
 * @param header what its author signed, if that can be read
 * @param anchoredAt when its creator says that the transaction was made that holds the seal, if the bundle shows one
 * @param problems none for a record that is proved
 */
public record RecordVerdict(
        Sealed sealed, Optional<SealHeader> header, Optional<Instant> anchoredAt, List<Problem> problems) {

    public RecordVerdict {
        problems = List.copyOf(problems);
    }
}
