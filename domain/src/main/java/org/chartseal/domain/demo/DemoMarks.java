package org.chartseal.domain.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plays a step and marks it as loaded in one transaction. */
@ApplicationScoped
public class DemoMarks {

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    public DemoMarks(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** The steps that are loaded: chapter, slash, step. */
    @Transactional
    public Set<String> loaded() {
        List<?> codes = entities.createNativeQuery("SELECT code FROM demo_step", String.class)
                .getResultList();
        Set<String> loaded = new HashSet<>();
        codes.forEach(code -> loaded.add((String) code));
        return loaded;
    }

    /** The day that was today when the first step was loaded. */
    @Transactional
    public Optional<LocalDate> firstDay() {
        List<?> days = entities.createNativeQuery(
                        "SELECT day FROM demo_step ORDER BY loaded_at LIMIT 1", LocalDate.class)
                .getResultList();
        return days.stream().map(LocalDate.class::cast).findFirst();
    }

    /** How many grants are on their way to the ledger, or there and not told of yet. */
    @Transactional
    public long grantsUnderWay() {
        return ((Number) entities.createNativeQuery("""
                        SELECT count(*) FROM access_grant g
                          JOIN ledger_outbox o ON o.kind = 'give-access' AND o.subject = CAST(g.ledger_id AS text)
                         WHERE o.state <> 'refused' AND NOT EXISTS (SELECT FROM ledger_grant l WHERE l.id = g.ledger_id)
                        """).getSingleResult()).longValue();
    }

    /** Plays the step and marks it. What two hospitals play has nothing in common: both may write to one ledger. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void play(String code, LocalDate day, Runnable step) {
        entities.createNativeQuery("INSERT INTO demo_step (code, day, loaded_at) VALUES (?1, ?2, ?3)")
                .setParameter(1, code)
                .setParameter(2, day)
                .setParameter(3, Timestamp.from(clock.instant()))
                .executeUpdate();
        DemoStage.play(step);
        entities.flush();
    }
}
