package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;

/** Ends the requests for access that nobody answered in time. They count as lapsed from that moment on; this makes rows say so. */
@ApplicationScoped
public class LapseRequests {

    private static final String LAPSE = """
            UPDATE access_request SET state = 'lapsed', settled_at = lapses_at, version = version + 1
             WHERE state = 'waiting' AND lapses_at <= ?1
            """;

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    public LapseRequests(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * Ends them. A timer calls it.
     *
     * @return how many
     */
    @Transactional
    public int step() {
        return lapse(entities, clock.instant());
    }

    static int lapse(EntityManager entities, Instant now) {
        return entities.createNativeQuery(LAPSE)
                .setParameter(1, Timestamp.from(now))
                .executeUpdate();
    }
}
