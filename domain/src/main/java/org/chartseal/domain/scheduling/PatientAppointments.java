package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;

/** A patient's appointments: to the patient, to reception, to a doctor with the patient's grant. */
@ApplicationScoped
public class PatientAppointments {

    private final AppointmentViews views;
    private final OpenRecord records;
    private final Clock clock;

    @Inject
    public PatientAppointments(AppointmentViews views, OpenRecord records, Clock clock) {
        this.views = views;
        this.records = records;
        this.clock = clock;
    }

    /**
     * A patient's appointments.
     *
     * @param coming not over and not cancelled, earliest first
     * @param past all others, latest first
     */
    public record ComingAndPast(List<AppointmentView> coming, List<AppointmentView> past) {}

    /**
     * The patient's appointments.
     *
     * @throws NotFound when there is no such patient, or the actor may not know
     */
    @Transactional
    public ComingAndPast of(Actor actor, PatientId patient) {
        records.open(actor, patient, RecordCategory.APPOINTMENTS, "appointments", Optional.empty());
        Instant now = clock.instant();
        Map<Boolean, List<AppointmentView>> byComing = views
                .of(
                        actor,
                        "a.patientId = :patient ORDER BY a.startsAt DESC, a.id",
                        Map.of("patient", patient.value()),
                        "appointments")
                .stream()
                .collect(Collectors.partitioningBy(view -> view.status().takesTime()
                        && view.status() != AppointmentStatus.FULFILLED
                        && view.time().end().isAfter(now)));
        List<AppointmentView> coming = byComing.getOrDefault(true, List.of()).stream()
                .sorted(java.util.Comparator.comparing(view -> view.time().start()))
                .toList();
        return new ComingAndPast(coming, byComing.getOrDefault(false, List.of()));
    }

    /** For who has already opened the record: the appointment that comes next. */
    @Transactional
    public Optional<AppointmentView> next(PatientId patient) {
        return views.next(patient, clock.instant());
    }

    /**
     * One appointment.
     *
     * @throws NotFound when there is none, or the actor may not know
     */
    @Transactional
    public AppointmentView one(Actor actor, AppointmentId id) {
        actor.require(Role.RECEPTIONIST, Role.DOCTOR, Role.PATIENT);
        return views.of(actor, "a.id = :id", Map.of("id", id.value()), "appointment").stream()
                .filter(view -> view.patientLabel().isPresent())
                .findFirst()
                .orElseThrow(() -> views.patientOf(id)
                        .map(owner ->
                                records.strayed(actor, owner, RecordCategory.APPOINTMENTS, "appointment", id.value()))
                        .orElseGet(() -> new NotFound("appointment", id)));
    }
}
