package org.chartseal.domain.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chartseal.domain.people.PatientId;

/** Keeps reads in a transaction of its own, so that a refusal that rolls back everything else is kept all the same. */
@ApplicationScoped
public class AccessLog {

    /** A list that refreshes itself counts as one read for so long. */
    private static final Duration ONE_READ = Duration.ofHours(1);

    private static final String LISTED = """
            INSERT INTO access_log (at, account, role, practitioner_id, patient_id, category, what, purpose, basis, allowed)
            SELECT ?1, ?2, ?3, CAST(?4 AS uuid), listed.id, ?5, ?6, ?7, ?8, true
              FROM unnest(CAST(string_to_array(?9, ',') AS uuid[])) AS listed (id)
             WHERE NOT EXISTS (SELECT 1 FROM access_log kept
                                WHERE kept.patient_id = listed.id AND kept.at > ?10 AND kept.at <= ?1
                                  AND kept.account = ?2 AND kept.what = ?6 AND kept.allowed)
            """;

    private final EntityManager entities;

    @Inject
    public AccessLog(EntityManager entities) {
        this.entities = entities;
    }

    /** Keeps the entry durably before it returns. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void keep(AccessLogEntry entry) {
        entities.persist(entry);
        entities.flush();
    }

    /**
     * Keeps durably that the reader saw these patients in a list. Who looks at the same list again within the hour is not
     * kept again.
     *
     * @param list what was read of each: category, code of the list, purpose, basis
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void keepListed(AccessLogEntry.Reader reader, Collection<PatientId> patients, Listed list, Instant at) {
        if (patients.isEmpty()) {
            return;
        }
        entities.createNativeQuery(LISTED)
                .setParameter(1, Timestamp.from(at))
                .setParameter(2, reader.account())
                .setParameter(3, reader.role())
                .setParameter(4, reader.practitioner().map(Object::toString).orElse(null))
                .setParameter(5, list.category())
                .setParameter(6, list.what())
                .setParameter(7, list.purpose())
                .setParameter(8, list.basis())
                .setParameter(
                        9,
                        patients.stream()
                                .map(PatientId::value)
                                .map(UUID::toString)
                                .distinct()
                                .collect(Collectors.joining(",")))
                .setParameter(10, Timestamp.from(at.minus(ONE_READ)))
                .executeUpdate();
    }

    /** What a list shows of each patient, why, and on which basis: codes. */
    public record Listed(String category, String what, String purpose, String basis) {}
}
