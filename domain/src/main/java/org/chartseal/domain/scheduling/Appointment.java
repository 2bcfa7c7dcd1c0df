package org.chartseal.domain.scheduling;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.RoomId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** A patient comes to a practitioner at a time. */
@Entity
public class Appointment {

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "patient_id")
    private UUID patientId;

    @Column(name = "practitioner_id")
    private UUID practitionerId;

    @Column(name = "room_id")
    private UUID roomId;

    @Column(name = "visit_type_id")
    private UUID visitTypeId;

    @Column(name = "starts_at")
    private Instant startsAt;

    @Column(name = "ends_at")
    private Instant endsAt;

    @Column(name = "blocked_until")
    private Instant blockedUntil;

    private String status;
    private String reason;

    @Column(name = "status_reason")
    private String statusReason;

    @Column(name = "booked_by")
    private String bookedBy;

    @Column(name = "booked_at")
    private Instant bookedAt;

    @Column(name = "status_since")
    private Instant statusSince;

    @Column(name = "arrived_at")
    private @Nullable Instant arrivedAt;

    @Column(name = "form_id")
    private UUID formId;

    @Column(name = "access_days")
    private @Nullable Integer accessDays;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Appointment() {}

    /** A newly booked appointment. */
    Appointment(
            AppointmentId id,
            BookAppointment.Command command,
            Slot slot,
            VisitType visitType,
            boolean confirmed,
            Account bookedBy,
            Instant bookedAt) {
        this.id = id.value();
        this.patientId = command.patient().value();
        this.visitTypeId = visitType.id().value();
        this.status = (confirmed ? AppointmentStatus.BOOKED : AppointmentStatus.PROPOSED).code();
        this.reason = command.reason().strip();
        this.statusReason = "";
        this.bookedBy = bookedBy.name();
        this.bookedAt = bookedAt;
        this.statusSince = bookedAt;
        this.formId = command.form();
        this.accessDays = command.access().daysAfter().orElse(null);
        take(slot, visitType.length());
    }

    @org.jspecify.annotations.NullUnmarked // also called while constructing
    private void take(Slot slot, VisitType.Length length) {
        this.practitionerId = slot.practitioner().value();
        this.roomId = slot.room().value();
        this.startsAt = slot.time().start();
        this.endsAt = slot.time().end();
        this.blockedUntil = slot.time().start().plus(length.blocked());
    }

    /**
     * Gives it another time, practitioner or room.
     *
     * @throws Refused {@code appointment-not-movable}
     */
    void moveTo(Slot slot, VisitType.Length length) {
        if (!status().movable()) {
            throw Refused.because("appointment-not-movable", Map.of("status", status));
        }
        take(slot, length);
    }

    /**
     * Moves on to that status.
     *
     * @throws Refused {@code appointment-move-not-allowed}, or {@code reason-missing} for a cancellation without one
     */
    void become(AppointmentStatus next, String why, Instant at) {
        if (!status().next().contains(next)) {
            throw Refused.because("appointment-move-not-allowed", Map.of("status", status, "next", next.code()));
        }
        if (next == AppointmentStatus.CANCELLED && why.isBlank()) {
            throw Refused.because("reason-missing").at("reason");
        }
        if (next == AppointmentStatus.ARRIVED) {
            this.arrivedAt = at;
        }
        stand(next, why, at);
    }

    /** Goes back to the status before. */
    void goBackTo(AppointmentStatus before, Instant at) {
        if (before == AppointmentStatus.BOOKED || before == AppointmentStatus.PROPOSED) {
            this.arrivedAt = null;
        }
        stand(before, "", at);
    }

    private void stand(AppointmentStatus now, String why, Instant at) {
        this.status = now.code();
        this.statusReason = why.strip();
        this.statusSince = at;
    }

    public AppointmentId id() {
        return new AppointmentId(id);
    }

    public int version() {
        return version;
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    public PractitionerId practitioner() {
        return new PractitionerId(practitionerId);
    }

    public RoomId room() {
        return new RoomId(roomId);
    }

    public VisitTypeId visitType() {
        return new VisitTypeId(visitTypeId);
    }

    public TimeSpan time() {
        return new TimeSpan(startsAt, endsAt);
    }

    /** The visit and the buffer after it, in which practitioner and room are taken. */
    TimeSpan blocked() {
        return new TimeSpan(startsAt, blockedUntil);
    }

    public AppointmentStatus status() {
        return AppointmentStatus.ofCode(status);
    }

    /** Why the patient comes. */
    public String reason() {
        return reason;
    }

    /** Why it was cancelled. */
    public String statusReason() {
        return statusReason;
    }

    public Account bookedBy() {
        return new Account(bookedBy);
    }

    public Instant bookedAt() {
        return bookedAt;
    }

    public Instant statusSince() {
        return statusSince;
    }

    /** What the patient lets the practitioner read with it. */
    public VisitAccess access() {
        return new VisitAccess(Optional.ofNullable(accessDays));
    }

    /** When the patient checked in. */
    public Optional<Instant> arrivedAt() {
        return Optional.ofNullable(arrivedAt);
    }
}
