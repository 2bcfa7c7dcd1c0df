package org.chartseal.domain.scheduling;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.util.UUID;

/** A kind of visit: how long it takes, and who may book it. */
@Entity
@Table(name = "visit_type")
public class VisitType {

    @Id
    private UUID id;

    private String code;
    private String name;
    private int minutes;

    @Column(name = "buffer_minutes")
    private int bufferMinutes;

    @Column(name = "needs_confirmation")
    private boolean needsConfirmation;

    @Column(name = "patient_bookable")
    private boolean patientBookable;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected VisitType() {}

    /** A new kind of visit. */
    public VisitType(VisitTypeId id, String code, String name, Length length, Booking booking) {
        this.id = id.value();
        this.code = code;
        this.name = name;
        this.minutes = length.minutes();
        this.bufferMinutes = length.bufferMinutes();
        this.needsConfirmation = booking.needsConfirmation();
        this.patientBookable = booking.byPatient();
    }

    /**
     * How long it takes.
     *
     * @param bufferMinutes in which practitioner and room are not free again yet
     */
    public record Length(int minutes, int bufferMinutes) {

        /** The visit itself. */
        public Duration visit() {
            return Duration.ofMinutes(minutes);
        }

        /** The visit and the buffer after it. */
        public Duration blocked() {
            return Duration.ofMinutes((long) minutes + bufferMinutes);
        }
    }

    /**
     * Who may book it.
     *
     * @param byPatient whether patients may
     * @param needsConfirmation whether reception confirms what a patient booked
     */
    public record Booking(boolean byPatient, boolean needsConfirmation) {}

    public VisitTypeId id() {
        return new VisitTypeId(id);
    }

    public String code() {
        return code;
    }

    public String name() {
        return name;
    }

    public Length length() {
        return new Length(minutes, bufferMinutes);
    }

    public Booking booking() {
        return new Booking(patientBookable, needsConfirmation);
    }
}
