package org.chartseal.domain.scheduling;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.people.Account;
import org.jspecify.annotations.Nullable;

/** One change of an appointment: its booking, a move of its status or its time. Kept for undo and for who was faster. */
@Entity
@Table(name = "appointment_change")
class AppointmentChange {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(name = "appointment_id")
    private UUID appointmentId;

    private Instant at;

    @Column(name = "by_account")
    private String byAccount;

    @Column(name = "from_status")
    private @Nullable String fromStatus;

    @Column(name = "to_status")
    private String toStatus;

    private String reason;
    private boolean undo;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected AppointmentChange() {}

    AppointmentChange(
            Appointment appointment,
            Optional<AppointmentStatus> from,
            String reason,
            boolean undo,
            Account by,
            Instant at) {
        this.appointmentId = appointment.id().value();
        this.at = at;
        this.byAccount = by.name();
        this.fromStatus = from.map(AppointmentStatus::code).orElse(null);
        this.toStatus = appointment.status().code();
        this.reason = reason.strip();
        this.undo = undo;
    }

    Instant at() {
        return at;
    }

    /** Nothing for a booking. */
    Optional<AppointmentStatus> from() {
        return Optional.ofNullable(fromStatus).map(AppointmentStatus::ofCode);
    }

    AppointmentStatus to() {
        return AppointmentStatus.ofCode(toStatus);
    }

    String reason() {
        return reason;
    }

    boolean undo() {
        return undo;
    }
}
