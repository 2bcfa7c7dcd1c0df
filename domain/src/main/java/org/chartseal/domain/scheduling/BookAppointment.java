package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Refused;

/**
 * Books an appointment for a patient: by reception, or by the patient. With it comes the patient's grant for treatment, unless
 * the patient refuses it. Runs its own transactions: who lost a race is told who was faster, which the refused
 * transaction cannot read any more.
 */
@ApplicationScoped
public class BookAppointment {

    private final Booking booking;
    private final LostRace lostRace;

    @Inject
    public BookAppointment(Booking booking, LostRace lostRace) {
        this.booking = booking;
        this.lostRace = lostRace;
    }

    /**
     * What is to be booked.
     *
     * @param form drawn when the form was shown: however often it is sent, it books once
     * @param reason why the patient comes; may be empty
     * @param access what the patient lets the practitioner read with it
     */
    public record Command(
            UUID form,
            PatientId patient,
            PractitionerId practitioner,
            VisitTypeId visitType,
            Instant start,
            String reason,
            VisitAccess access) {}

    /** What became of it. */
    public sealed interface Outcome permits Booked, TimeTaken {}

    /** It is booked. */
    public record Booked(AppointmentId appointment) implements Outcome {}

    /**
     * Books.
     *
     * @return {@link Booked}, or {@link TimeTaken} when someone was faster or the patient is elsewhere then
     * @throws Refused {@code outside-availability}, {@code slot-in-the-past}, {@code practitioner-not-bookable} or
     *     {@code visit-type-by-reception-only}
     * @throws org.chartseal.domain.shared.NotFound when there is no such patient, practitioner or visit type
     */
    public Outcome book(Actor actor, Command command) {
        try {
            return new Booked(booking.book(actor, command));
        } catch (Refused refused) {
            return switch (refused.code()) {
                case AppointmentConstraints.SLOT_TAKEN,
                        AppointmentConstraints.ROOM_TAKEN,
                        AppointmentConstraints.PATIENT_BUSY -> lostRace.explain(actor, command, refused.code());
                case AppointmentConstraints.FORM_SENT_TWICE -> new Booked(booking.book(actor, command));
                default -> throw refused;
            };
        }
    }
}
