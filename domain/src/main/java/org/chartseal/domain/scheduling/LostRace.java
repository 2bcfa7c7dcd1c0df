package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;

/** Tells who was refused a time who has it, and what is free next. */
@ApplicationScoped
class LostRace {

    private static final int SLOTS_SHOWN = 6;

    private final EntityManager entities;
    private final FindFreeSlots slots;
    private final Diary diary;
    private final OpenList lists;

    @Inject
    LostRace(EntityManager entities, FindFreeSlots slots, Diary diary, OpenList lists) {
        this.entities = entities;
        this.slots = slots;
        this.diary = diary;
        this.lists = lists;
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    TimeTaken explain(Actor actor, BookAppointment.Command wanted, String code) {
        return explain(
                actor,
                wanted.patient(),
                wanted.practitioner(),
                diary.visitType(wanted.visitType()),
                wanted.start(),
                code);
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    TimeTaken explain(Actor actor, MoveAppointment.Command wanted, String code) {
        Appointment moved =
                entities.find(Appointment.class, wanted.appointment().value());
        VisitType visitType = diary.visitType(moved.visitType());
        return explain(actor, moved.patient(), wanted.practitioner(), visitType, wanted.start(), code);
    }

    private TimeTaken explain(
            Actor actor, PatientId patient, PractitionerId practitioner, VisitType type, Instant start, String code) {
        TimeSpan blocked = TimeSpan.of(start, type.length().blocked());
        boolean elsewhere = code.equals(AppointmentConstraints.PATIENT_BUSY);
        Optional<TimeTaken.Faster> faster = entities.createQuery("""
                        SELECT a FROM Appointment a
                        WHERE a.startsAt < :end AND a.blockedUntil > :start AND a.status NOT IN ('cancelled', 'noshow')
                          AND (a.patientId = :patient OR a.practitionerId = :practitioner OR a.roomId IN (
                                SELECT r.roomId FROM AvailabilityRule r WHERE r.practitionerId = :practitioner))
                        ORDER BY a.startsAt
                        """, Appointment.class)
                .setParameter("start", blocked.start())
                .setParameter("end", blocked.end())
                .setParameter("patient", patient.value())
                .setParameter("practitioner", practitioner.value())
                .getResultStream()
                .filter(one -> elsewhere == one.patient().equals(patient))
                .findFirst()
                .map(one -> faster(actor, one));
        var wanted =
                new FindFreeSlots.Wanted(Optional.of(practitioner), Optional.empty(), type.id(), Optional.of(patient));
        return new TimeTaken(code, faster, slots.next(actor, wanted, start, SLOTS_SHOWN));
    }

    private TimeTaken.Faster faster(Actor actor, Appointment appointment) {
        Set<PatientId> shown =
                lists.open(actor, List.of(appointment.patient()), RecordCategory.APPOINTMENTS, "booking-conflict");
        Optional<String> name = shown.contains(appointment.patient())
                ? Optional.of(entities.find(Patient.class, appointment.patient().value())
                        .name()
                        .full())
                : Optional.empty();
        return new TimeTaken.Faster(
                Optional.of(appointment.bookedBy()).filter(by -> actor.is(Role.RECEPTIONIST)),
                appointment.bookedAt(),
                appointment.time(),
                name,
                diary.practitioner(appointment.practitioner()).displayName());
    }
}
