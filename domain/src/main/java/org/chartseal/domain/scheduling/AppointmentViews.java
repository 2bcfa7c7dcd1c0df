package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Room;

/** Reads appointments with the names that belong to them, one statement for all, and the patients only of whom the actor may. */
@ApplicationScoped
class AppointmentViews {

    private static final String SELECT = """
            SELECT a, p, d, r, v FROM Appointment a
              JOIN Patient p ON p.id = a.patientId
              JOIN Practitioner d ON d.id = a.practitionerId
              JOIN Room r ON r.id = a.roomId
              JOIN VisitType v ON v.id = a.visitTypeId
             WHERE\s""";

    private final EntityManager entities;
    private final OpenList lists;

    @Inject
    AppointmentViews(EntityManager entities, OpenList lists) {
        this.entities = entities;
        this.lists = lists;
    }

    /**
     * The appointments of that condition.
     *
     * @param condition JPQL over {@code a} and the joined rows, with an ORDER BY
     * @param list the code under which the read is kept
     */
    List<AppointmentView> of(Actor actor, String condition, Map<String, ?> parameters, String list) {
        var query = entities.createQuery(SELECT + condition, Tuple.class);
        parameters.forEach(query::setParameter);
        List<Tuple> rows = query.getResultList();
        List<PatientId> patients =
                rows.stream().map(row -> row.get(1, Patient.class).id()).toList();
        Set<PatientId> shown = lists.open(actor, patients, RecordCategory.APPOINTMENTS, list);
        return rows.stream().map(row -> view(row, shown)).toList();
    }

    /** Whose it is. */
    Optional<PatientId> patientOf(AppointmentId id) {
        return Optional.ofNullable(entities.find(Appointment.class, id.value())).map(Appointment::patient);
    }

    /** For who has already opened the record: the patient's next appointment that is not over by then. */
    Optional<AppointmentView> next(PatientId patient, Instant now) {
        return entities.createQuery(
                        SELECT
                                + "a.patientId = :patient AND a.endsAt > :now AND a.status IN ('proposed', 'booked', 'arrived',"
                                + " 'in-room') ORDER BY a.startsAt, a.id",
                        Tuple.class)
                .setParameter("patient", patient.value())
                .setParameter("now", now)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(row -> view(row, Set.of(patient)));
    }

    private static AppointmentView view(Tuple row, Set<PatientId> shown) {
        Appointment appointment = row.get(0, Appointment.class);
        Patient patient = row.get(1, Patient.class);
        boolean named = shown.contains(patient.id());
        VisitType visitType = row.get(4, VisitType.class);
        return new AppointmentView(
                appointment.id(),
                appointment.version(),
                patient.id(),
                named ? Optional.of(label(patient)) : Optional.empty(),
                appointment.practitioner(),
                row.get(2, Practitioner.class).displayName(),
                row.get(3, Room.class).name(),
                visitType.id(),
                visitType.name(),
                appointment.time(),
                appointment.status(),
                named ? appointment.reason() : "",
                named ? appointment.statusReason() : "",
                appointment.statusSince(),
                appointment.arrivedAt(),
                appointment.status().next(),
                appointment.status().movable());
    }

    private static AppointmentView.PatientLabel label(Patient patient) {
        return new AppointmentView.PatientLabel(
                patient.number(),
                patient.name().full(),
                patient.birthDate(),
                patient.sex().code());
    }
}
