package org.chartseal.domain.care;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Role;
import org.jspecify.annotations.Nullable;

/** A doctor's own list of a day: who comes, when, why, and how far they are. */
@ApplicationScoped
public class DoctorsDay {

    private static final String DAY = """
            SELECT a.id, a.patient_id, a.starts_at, a.ends_at, a.status, a.reason, a.arrived_at, v.name AS visit_type,
                   r.name AS room, p.given_name, p.family_name, p.birth_date, p.number,
                   EXISTS (SELECT FROM consultation_note n WHERE n.appointment_id = a.id AND n.state = 'signed') AS noted,
                   EXISTS (SELECT FROM consultation_note n WHERE n.appointment_id = a.id AND n.state = 'draft') AS drafted
            FROM appointment a
            JOIN patient p ON p.id = a.patient_id
            JOIN visit_type v ON v.id = a.visit_type_id
            JOIN room r ON r.id = a.room_id
            WHERE a.practitioner_id = ?1 AND a.starts_at >= ?2 AND a.starts_at < ?3 AND a.status <> 'cancelled'
            ORDER BY a.starts_at
            """;

    private final EntityManager entities;
    private final OpenList door;
    private final Clock clock;

    @Inject
    public DoctorsDay(EntityManager entities, OpenList door, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.clock = clock;
    }

    /**
     * A visit of the day.
     *
     * @param person who comes; nothing when the patient took the doctor's access away
     * @param status code of the appointment's status
     * @param noted whether a note about the visit is signed
     * @param drafted whether one is begun
     */
    public record Visit(
            UUID appointment,
            PatientId patient,
            Optional<Person> person,
            Instant starts,
            Instant ends,
            String status,
            Optional<Instant> arrived,
            String visitType,
            String room,
            String reason,
            boolean noted,
            boolean drafted) {}

    /** Who comes. */
    public record Person(PersonName name, LocalDate birthDate, String number) {}

    /** The doctor's visits of that day, in order. */
    @Transactional
    public List<Visit> of(Actor actor, LocalDate day) {
        actor.require(Role.DOCTOR);
        List<?> found = entities.createNativeQuery(DAY, Tuple.class)
                .setParameter(1, actor.requirePractitioner().value())
                .setParameter(
                        2, Timestamp.from(day.atStartOfDay(clock.getZone()).toInstant()))
                .setParameter(
                        3,
                        Timestamp.from(
                                day.plusDays(1).atStartOfDay(clock.getZone()).toInstant()))
                .getResultList();
        List<Tuple> rows = found.stream().map(Tuple.class::cast).toList();
        List<PatientId> patients =
                rows.stream().map(DoctorsDay::patient).distinct().toList();
        Set<PatientId> open = door.open(actor, patients, RecordCategory.APPOINTMENTS, "doctors-day");
        return rows.stream().map(row -> visit(row, open)).toList();
    }

    private static Visit visit(Tuple row, Set<PatientId> open) {
        PatientId patient = patient(row);
        boolean readable = open.contains(patient);
        return new Visit(
                (UUID) row.get("id"),
                patient,
                readable ? Optional.of(person(row)) : Optional.empty(),
                instant(row.get("starts_at")),
                instant(row.get("ends_at")),
                row.get("status", String.class),
                arrived(row),
                row.get("visit_type", String.class),
                row.get("room", String.class),
                readable ? row.get("reason", String.class) : "",
                row.get("noted", Boolean.class),
                row.get("drafted", Boolean.class));
    }

    private static Person person(Tuple row) {
        Object born = row.get("birth_date");
        return new Person(
                new PersonName(row.get("given_name", String.class), row.get("family_name", String.class)),
                born instanceof LocalDate day ? day : ((java.sql.Date) born).toLocalDate(),
                row.get("number", String.class));
    }

    private static Optional<Instant> arrived(Tuple row) {
        @Nullable Object at = row.get("arrived_at");
        return at == null ? Optional.empty() : Optional.of(instant(at));
    }

    private static PatientId patient(Tuple row) {
        return new PatientId((UUID) row.get("patient_id"));
    }

    private static Instant instant(Object at) {
        return at instanceof Instant moment ? moment : ((Timestamp) at).toInstant();
    }
}
