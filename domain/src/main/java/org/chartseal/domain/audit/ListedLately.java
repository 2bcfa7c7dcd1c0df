package org.chartseal.domain.audit;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.chartseal.domain.people.PatientId;

/**
 * Remembers which patients somebody saw in a list not long ago, as the durable rows of the access log have it, so that a list that
 * refreshes itself need not ask the database again. It may forget anything at any time: then the database is asked.
 */
final class ListedLately {

    /** About 10 MB. */
    private static final int MOST = 100_000;

    private final Map<Seen, Instant> kept = new ConcurrentHashMap<>();

    private record Seen(String account, String what, PatientId patient) {}

    /** Whether a row is known that was kept after {@code since} and no later than {@code until}. */
    boolean holds(String account, String what, PatientId patient, Instant since, Instant until) {
        Instant at = kept.get(new Seen(account, what, patient));
        return at != null && at.isAfter(since) && !at.isAfter(until);
    }

    /** A row of that time is durable. */
    void remember(String account, String what, PatientId patient, Instant at) {
        if (kept.size() >= MOST) {
            kept.clear();
        }
        kept.put(new Seen(account, what, patient), at);
    }
}
