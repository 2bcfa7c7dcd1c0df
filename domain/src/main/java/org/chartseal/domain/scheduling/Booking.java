package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessDecision.Basis;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** The transactions in which an appointment takes its time. */
@ApplicationScoped
class Booking {

    private final EntityManager entities;
    private final OpenRecord door;
    private final Diary diary;
    private final TreatmentGrants grants;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    Booking(
            EntityManager entities,
            OpenRecord door,
            Diary diary,
            TreatmentGrants grants,
            IdGenerator ids,
            Clock clock) {
        this.entities = entities;
        this.door = door;
        this.diary = diary;
        this.grants = grants;
        this.ids = ids;
        this.clock = clock;
    }

    /** Books, or answers what the same form booked before. */
    @Transactional
    AppointmentId book(Actor actor, BookAppointment.Command command) {
        actor.require(Role.RECEPTIONIST, Role.PATIENT);
        open(actor, command.patient(), "book-appointment", Optional.empty());
        Optional<AppointmentId> before = bookedBy(command);
        if (before.isPresent()) {
            return before.get();
        }
        VisitType visitType = diary.visitType(command.visitType());
        requireMayBook(actor, visitType);
        requireBookable(diary.practitioner(command.practitioner()));
        diary.patient(command.patient());
        Slot slot = slot(command.practitioner(), command.start(), visitType);
        AppointmentConstraints.lock(entities, command.patient(), slot);
        boolean confirmed = actor.is(Role.RECEPTIONIST) || !visitType.booking().needsConfirmation();
        Appointment appointment = new Appointment(
                new AppointmentId(ids.next()), command, slot, visitType, confirmed, actor.account(), clock.instant());
        entities.persist(appointment);
        AppointmentConstraints.flush(entities);
        keep(actor, appointment, Optional.empty(), "");
        grants.give(appointment, actor.account());
        return appointment.id();
    }

    /** Gives the appointment another time, and the grant that comes with it another end. */
    @Transactional
    void move(Actor actor, MoveAppointment.Command command) {
        actor.require(Role.RECEPTIONIST, Role.PATIENT);
        Appointment appointment =
                entities.find(Appointment.class, command.appointment().value());
        if (appointment == null) {
            throw new NotFound("appointment", command.appointment());
        }
        open(
                actor,
                appointment.patient(),
                "appointment-change",
                Optional.of(appointment.id().value()));
        if (appointment.version() != command.version()) {
            throw Refused.because("changed-meanwhile");
        }
        VisitType visitType = diary.visitType(appointment.visitType());
        requireMayBook(actor, visitType);
        requireBookable(diary.practitioner(command.practitioner()));
        Slot before = new Slot(appointment.practitioner(), appointment.room(), appointment.time());
        Slot slot = slot(command.practitioner(), command.start(), visitType);
        AppointmentConstraints.lock(entities, appointment.patient(), before, slot);
        AppointmentStatus status = appointment.status();
        appointment.moveTo(slot, visitType.length());
        AppointmentConstraints.flush(entities);
        keep(
                actor,
                appointment,
                Optional.of(status),
                "moved from " + before.time().start());
        grants.end(appointment, AccessGrant.End.VISIT_MOVED);
        grants.give(appointment, actor.account());
    }

    /** A booking gives access, which who acts for a patient cannot: it is for the patient themselves, and for reception. */
    private void open(Actor actor, PatientId patient, String what, Optional<UUID> record) {
        Allowed opened = door.open(actor, patient, RecordCategory.APPOINTMENTS, what, record);
        if (!actor.is(Role.RECEPTIONIST) && opened.basis() != Basis.SELF) {
            throw new NotFound("patient", patient);
        }
    }

    private Optional<AppointmentId> bookedBy(BookAppointment.Command command) {
        return entities.createQuery("SELECT a FROM Appointment a WHERE a.formId = :form", Appointment.class)
                .setParameter("form", command.form())
                .getResultStream()
                .findFirst()
                .filter(appointment -> appointment.patient().equals(command.patient()))
                .map(Appointment::id);
    }

    private static void requireMayBook(Actor actor, VisitType visitType) {
        if (!actor.is(Role.RECEPTIONIST) && !visitType.booking().byPatient()) {
            throw Refused.because("visit-type-by-reception-only").at("visitType");
        }
    }

    private static void requireBookable(Practitioner practitioner) {
        if (practitioner.state() != Practitioner.State.VERIFIED) {
            throw Refused.because("practitioner-not-bookable").at("practitioner");
        }
    }

    /** A visit can be booked until it would be over. */
    private Slot slot(PractitionerId practitioner, Instant start, VisitType visitType) {
        if (!start.plus(visitType.length().visit()).isAfter(clock.instant())) {
            throw Refused.because("slot-in-the-past").at("start");
        }
        LocalDate day = diary.dayOf(start);
        return diary.free(List.of(practitioner), day, day, Optional.empty(), Optional.empty())
                .at(practitioner, start, visitType.length())
                .orElseThrow(() -> Refused.because("outside-availability").at("start"));
    }

    private void keep(Actor actor, Appointment appointment, Optional<AppointmentStatus> from, String why) {
        entities.persist(new AppointmentChange(appointment, from, why, false, actor.account(), clock.instant()));
    }
}
