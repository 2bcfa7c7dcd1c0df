package org.chartseal.web.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.records.LedgerBacklog;
import org.chartseal.domain.records.LedgerBacklog.Waiting;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.web.ledger.LedgerOutage;
import org.chartseal.web.ledger.LedgerOutages;
import org.jspecify.annotations.Nullable;

/** What waits for the ledger, and why, at the moment somebody looks. */
@ApplicationScoped
public class LedgerCondition {

    private final LedgerBacklog backlog;
    private final EvidenceLedger ledger;
    private final LedgerOutages outages;

    @Inject
    LedgerCondition(LedgerBacklog backlog, EvidenceLedger ledger, LedgerOutages outages) {
        this.backlog = backlog;
        this.ledger = ledger;
        this.outages = outages;
    }

    /**
     * As the page shows it.
     *
     * @param height number of blocks; null while the ledger does not answer
     * @param oldestSeconds how long the oldest pending seal waits; null when none does
     * @param outage why nothing can be written; null when nothing is in the way
     */
    public record View(
            @Nullable Long height,
            long messages,
            long seals,
            @Nullable Long oldestSeconds,
            @Nullable LedgerOutage outage) {}

    View now() {
        OptionalLong height = height();
        Waiting waiting = backlog.now();
        Optional<LedgerOutage> outage = outages.standing(!waiting.nothing());
        return new View(
                height.isPresent() ? height.getAsLong() : null,
                waiting.messages(),
                waiting.seals(),
                waiting.oldestSeal().map(Duration::toSeconds).orElse(null),
                outage.orElse(null));
    }

    /** Asking it keeps the cause of an outage up to date. */
    private OptionalLong height() {
        try {
            return OptionalLong.of(ledger.height());
        } catch (Unavailable away) {
            return OptionalLong.empty();
        }
    }
}
