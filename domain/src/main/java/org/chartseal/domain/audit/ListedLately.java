package org.chartseal.domain.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.chartseal.domain.audit.AccessLog.Listed;
import org.chartseal.domain.audit.AccessLogEntry.Reader;
import org.chartseal.domain.audit.AccessOrigin.Origin;
import org.chartseal.domain.people.PatientId;

/**
 * Remembers which patients somebody saw in a list not long ago, as the durable rows of the access log have it, so that a list that
 * refreshes itself need not ask the database again. It may forget anything at any time: then the database is asked.
 */
final class ListedLately {

    /** About 20 MB. */
    private static final int MOST = 100_000;

    private final Map<Seen, Instant> kept = new ConcurrentHashMap<>();

    /** Who looks at what, why, and from where. */
    record Look(Reader reader, Listed list, Origin from) {}

    private record Seen(Look look, PatientId patient, Optional<UUID> basis) {}

    /**
     * Whether a row is known that was kept after {@code since} and no later than {@code until}.
     *
     * @param basis the grant or request that the look rests on, if it rests on one
     */
    boolean holds(Look look, PatientId patient, Optional<UUID> basis, Instant since, Instant until) {
        Instant at = kept.get(new Seen(look, patient, basis));
        return at != null && at.isAfter(since) && !at.isAfter(until);
    }

    /** A row of that time is durable. */
    void remember(Look look, PatientId patient, Optional<UUID> basis, Instant at) {
        if (kept.size() >= MOST) {
            kept.clear();
        }
        kept.put(new Seen(look, patient, basis), at);
    }
}
