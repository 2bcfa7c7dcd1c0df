package org.chartseal.web.ledger;

import java.time.Instant;
import java.util.Locale;
import org.chartseal.ledger.fabric.AwayPart;

/**
 * Why the ledger does not answer.
 *
 * @param part that is away, as far as the portal can tell
 * @param since first failure after it answered last
 * @param nextTry when the portal tries again
 */
public record LedgerOutage(AwayPart part, Instant since, Instant nextTry) {

    /** As message keys and the health answer name the part. */
    public String code() {
        return part.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
