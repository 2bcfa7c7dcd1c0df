package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Refused;

/**
 * Finds whom a patient names, by number and birth date together. It does not say which of the two was wrong, keeps each wrong
 * pair, and answers so many in a day that nobody finds people by trying.
 */
@ApplicationScoped
public class ProxyTries {

    /** Wrong pairs that a patient may send within {@link #WITHIN}. */
    static final int MOST = 5;

    static final Duration WITHIN = Duration.ofHours(24);

    private static final String WRONG = "SELECT count(*) FROM proxy_try WHERE patient_id = ?1 AND at > ?2 AND at <= ?3";

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    public ProxyTries(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * The person with exactly that number and birth date, if there is one. A wrong pair is kept durably before it is answered,
     * whatever becomes of the caller's transaction; of tries at once one is looked at after the other.
     *
     * @throws Refused {@code proxy-too-many-tries}
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Optional<PatientId> find(PatientId by, String number, LocalDate born) {
        Instant now = clock.instant();
        entities.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(?1, 27))", Integer.class)
                .setParameter(1, by.toString())
                .getSingleResult();
        Number wrong = (Number) entities.createNativeQuery(WRONG)
                .setParameter(1, by.value())
                .setParameter(2, Timestamp.from(now.minus(WITHIN)))
                .setParameter(3, Timestamp.from(now))
                .getSingleResult();
        if (wrong.intValue() >= MOST) {
            throw Refused.because("proxy-too-many-tries").at("number");
        }
        Optional<PatientId> found = entities.createQuery(
                        "SELECT p FROM Patient p WHERE p.number = :number AND p.birthDate = :born", Patient.class)
                .setParameter("number", number.strip())
                .setParameter("born", born)
                .getResultStream()
                .findFirst()
                .map(Patient::id);
        if (found.isEmpty()) {
            entities.createNativeQuery("INSERT INTO proxy_try (patient_id, at) VALUES (?1, ?2)")
                    .setParameter(1, by.value())
                    .setParameter(2, Timestamp.from(now))
                    .executeUpdate();
        }
        return found;
    }
}
