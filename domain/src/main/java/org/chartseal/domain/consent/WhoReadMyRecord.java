package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.audit.AccessLogEntry;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Role;
import org.jspecify.annotations.Nullable;

/** Shows a patient every read of their record, and every refused try, newest first. */
@ApplicationScoped
public class WhoReadMyRecord {

    /** Reads on one page. */
    public static final int PAGE = 50;

    private static final String SELF = AccessDecision.Basis.SELF.code();

    private final EntityManager entities;
    private final OpenRecord openRecord;

    @Inject
    public WhoReadMyRecord(EntityManager entities, OpenRecord openRecord) {
        this.entities = entities;
        this.openRecord = openRecord;
    }

    /**
     * One page of the log.
     *
     * @param more whether older reads follow
     */
    public record Page(List<ReadView> reads, boolean more) {}

    /**
     * A page of the reads.
     *
     * @param own whether to show the patient's own reads too
     * @param page from 0
     */
    @Transactional
    public Page page(Actor actor, boolean own, int page) {
        actor.require(Role.PATIENT);
        openRecord.open(actor, actor.requirePatient(), RecordCategory.DEMOGRAPHICS, "access-log", Optional.empty());
        List<ReadView> reads = newest(actor.requirePatient(), own, page * PAGE, PAGE + 1);
        return new Page(reads.subList(0, Math.min(PAGE, reads.size())), reads.size() > PAGE);
    }

    /** For who has already opened the record: the newest reads by others. */
    @Transactional
    public List<ReadView> byOthers(PatientId patient, int most) {
        return newest(patient, false, 0, most);
    }

    private List<ReadView> newest(PatientId patient, boolean own, int first, int most) {
        return entities.createQuery("""
                        SELECT e, p FROM AccessLogEntry e LEFT JOIN Practitioner p ON p.id = e.practitionerId
                        WHERE e.patientId = :patient AND (:own = true OR e.basis <> :self)
                        ORDER BY e.at DESC, e.id DESC
                        """, Object[].class)
                .setParameter("patient", patient.value())
                .setParameter("own", own)
                .setParameter("self", SELF)
                .setFirstResult(first)
                .setMaxResults(most)
                .getResultStream()
                .map(WhoReadMyRecord::view)
                .toList();
    }

    private static ReadView view(@Nullable Object[] row) {
        AccessLogEntry entry = (AccessLogEntry) java.util.Objects.requireNonNull(row[0]);
        return new ReadView(
                entry.at(),
                Optional.ofNullable((Practitioner) row[1]).map(Practitioner::displayName),
                entry.reader().role(),
                entry.basis().equals(SELF),
                entry.opened().category(),
                entry.opened().what(),
                entry.purpose(),
                entry.basis(),
                entry.allowed());
    }
}
