package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Profession;
import org.chartseal.domain.people.Role;

/**
 * Tells a patient who may see something of their record by the hospital's rules, without the patient's grant: for a role as the
 * policy decides for anyone in it, for single doctors by the facts that the policy goes by.
 */
@ApplicationScoped
public class OpenWithoutGrant {

    /** As the policy has it: so long after a visit its doctor still sees who came. */
    static final Duration AFTER_VISIT = Duration.ofDays(1);

    private static final String ANYONE = "anyone";

    private static final String AUTHORS = """
            SELECT own.author, count(*)
              FROM (SELECT v.author_id AS author, v.record_id FROM record_version v WHERE v.patient_id = ?1
                    UNION SELECT q.author_id, r.id FROM lab_request q JOIN lab_report r ON r.request_id = q.id
                           WHERE q.patient_id = ?1) own
             GROUP BY own.author
            """;

    private static final String VISITS = """
            SELECT DISTINCT ON (practitioner_id) practitioner_id, starts_at, ends_at FROM appointment
             WHERE patient_id = ?1 AND status <> 'cancelled' AND ends_at > ?2
             ORDER BY practitioner_id, ends_at DESC
            """;

    private final EntityManager entities;
    private final AccessPolicy policy;
    private final Clock clock;

    @Inject
    public OpenWithoutGrant(EntityManager entities, AccessPolicy policy, Clock clock) {
        this.entities = entities;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Who may see something now.
     *
     * @param frontDesk which parts are open to whoever works there
     * @param auditors which parts are open to whoever of them looks at the patient's reads, questions or emergencies
     * @param laboratory which parts are open to whoever works there; empty while no test was asked for
     * @param authors doctors to whom single records are open, by name
     * @param visits doctors who see that the patient comes, by name
     */
    public record Rules(
            Set<RecordCategory> frontDesk,
            Set<RecordCategory> auditors,
            Set<RecordCategory> laboratory,
            List<Author> authors,
            List<Visited> visits) {}

    /**
     * Of a doctor's own records.
     *
     * @param records how many they signed, or came of what they asked for
     */
    public record Author(String name, long records) {}

    /**
     * To whom a visit is.
     *
     * @param last when the last visit begins that counts
     * @param until when they do not see it any more
     */
    public record Visited(String name, Instant last, Instant until) {}

    /** For the patient, on a page that has opened the record. */
    @Transactional
    public Rules of(Actor actor) {
        actor.require(Role.PATIENT);
        PatientId patient = actor.requirePatient();
        return new Rules(
                open(Role.RECEPTIONIST, patient),
                open(Role.AUDITOR, patient),
                open(Role.LAB_TECHNICIAN, patient),
                authors(patient),
                visits(patient));
    }

    private Set<RecordCategory> open(Role role, PatientId patient) {
        return policy.open(Actor.staff(ANYONE, role), patient, clock.instant());
    }

    private List<Author> authors(PatientId patient) {
        List<?> rows = entities.createNativeQuery(AUTHORS)
                .setParameter(1, patient.value())
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .filter(row -> isDoctor(practitioner(row[0])) && practises(practitioner(row[0])))
                .map(row -> new Author(practitioner(row[0]).displayName(), ((Number) row[1]).longValue()))
                .sorted(Comparator.comparing(Author::name))
                .toList();
    }

    private List<Visited> visits(PatientId patient) {
        List<?> rows = entities.createNativeQuery(VISITS)
                .setParameter(1, patient.value())
                .setParameter(2, Timestamp.from(clock.instant().minus(AFTER_VISIT)))
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .filter(row -> practises(practitioner(row[0])))
                .map(row -> new Visited(
                        practitioner(row[0]).displayName(),
                        moment(row[1]),
                        moment(row[2]).plus(AFTER_VISIT)))
                .sorted(Comparator.comparing(Visited::name))
                .toList();
    }

    private Practitioner practitioner(Object id) {
        return entities.find(Practitioner.class, (UUID) id);
    }

    /** To whose licence is suspended nothing is open. */
    private static boolean practises(Practitioner practitioner) {
        return practitioner.state() != Practitioner.State.SUSPENDED;
    }

    private static boolean isDoctor(Practitioner practitioner) {
        return practitioner.profession() == Profession.PHYSICIAN;
    }

    private static Instant moment(Object column) {
        return ReadContext.moment(column).orElseThrow();
    }
}
