package org.chartseal.web.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.ledger.fabric.AwayPart;

/**
 * Why the ledger does not answer, as this portal met it last. A peer can be read while nothing can be written, so reading,
 * endorsing and committing are kept apart: each is away until that same way works again.
 */
@ApplicationScoped
public class LedgerOutages {

    /** After an unknown outcome the same envelope is submitted again so much later. */
    private static final Duration UNKNOWN_AGAIN = Duration.ofSeconds(1);

    /** An outage that nobody met again for so long is over, or another portal meets it. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(2);

    private final Clock clock;
    private final Map<Way, LedgerOutage> standing = new EnumMap<>(Way.class);

    @Inject
    LedgerOutages(Clock clock) {
        this.clock = clock;
    }

    /** What was asked of the ledger; the later ones need every part that the earlier ones need, and more. */
    enum Way {
        /** Needs the peer. */
        READING,
        /** Needs the contract and the other organisations' peers, too. */
        ENDORSING,
        /** Needs the orderers. */
        COMMITTING
    }

    /**
     * The outage that stands in the way of all others, if there is one.
     *
     * @param somethingWaits to be written; otherwise nobody tries to, and only reading can be away
     */
    public synchronized Optional<LedgerOutage> standing(boolean somethingWaits) {
        Instant forgotten = clock.instant().minus(FORGOTTEN_AFTER);
        return standing.entrySet().stream()
                .filter(each -> somethingWaits || each.getKey() == Way.READING)
                .map(Map.Entry::getValue)
                .filter(outage -> outage.nextTry().isAfter(forgotten))
                .findFirst();
    }

    /** That way works. */
    synchronized void answered(Way way) {
        standing.remove(way);
    }

    /** There was an answer; one that leaves an outcome open is an outage all the same. */
    void met(Way way, Object answer) {
        if (answer instanceof CommitOutcome.Unknown unknown) {
            begin(way, AwayPart.ofCommit(unknown.why()), UNKNOWN_AGAIN);
        } else {
            answered(way);
        }
    }

    void away(Way way, Unavailable away) {
        begin(way, AwayPart.of(Objects.requireNonNullElse(away.getCause(), away)), away.retryAfter());
    }

    private synchronized void begin(Way way, AwayPart part, Duration retryAfter) {
        Instant now = clock.instant();
        LedgerOutage before = standing.get(way);
        Instant since = before == null ? now : before.since();
        standing.put(way, new LedgerOutage(part, since, now.plus(retryAfter)));
    }
}
