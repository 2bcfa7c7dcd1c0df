package org.chartseal.domain.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Clock;
import org.chartseal.domain.people.Account;

/** Keeps what was done, in the transaction of the use case that did it. */
@ApplicationScoped
public class ActivityLog {

    private static final String INSERT =
            "INSERT INTO activity_log (at, account, action, subject, detail) VALUES (?1, ?2, ?3, ?4, ?5)";

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    public ActivityLog(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * Keeps one deed.
     *
     * @param action its code, for example {@code patient-corrected}
     * @param subject the identifier of what it was done to
     */
    public void keep(Account by, String action, Object subject) {
        keep(by, action, subject, "");
    }

    /**
     * Keeps one deed and the reason that was given for it.
     *
     * @param action its code, for example {@code appointment-cancelled}
     * @param subject the identifier of what it was done to
     */
    public void keep(Account by, String action, Object subject, String detail) {
        entities.createNativeQuery(INSERT)
                .setParameter(1, Timestamp.from(clock.instant()))
                .setParameter(2, by.name())
                .setParameter(3, action)
                .setParameter(4, subject.toString())
                .setParameter(5, detail)
                .executeUpdate();
    }
}
