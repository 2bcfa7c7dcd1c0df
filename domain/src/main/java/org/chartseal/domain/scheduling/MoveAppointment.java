package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Refused;

/** Gives an appointment another time or practitioner. Runs its own transactions, as {@link BookAppointment} does. */
@ApplicationScoped
public class MoveAppointment {

    private final Booking booking;
    private final LostRace lostRace;

    @Inject
    public MoveAppointment(Booking booking, LostRace lostRace) {
        this.booking = booking;
        this.lostRace = lostRace;
    }

    /**
     * Where to.
     *
     * @param version of the appointment that the form was filled from
     */
    public record Command(AppointmentId appointment, int version, PractitionerId practitioner, Instant start) {}

    /** What became of it. */
    public sealed interface Outcome permits Moved, TimeTaken {}

    /** It has the new time. */
    public record Moved(AppointmentId appointment) implements Outcome {}

    /**
     * Moves it.
     *
     * @return {@link Moved}, or {@link TimeTaken}: it then keeps the time it had
     * @throws Refused {@code changed-meanwhile}, {@code appointment-not-movable}, {@code outside-availability},
     *     {@code slot-in-the-past} or {@code practitioner-not-bookable}
     * @throws org.chartseal.domain.shared.NotFound when there is none, or it is not the patient's own
     */
    public Outcome move(Actor actor, Command command) {
        try {
            booking.move(actor, command);
            return new Moved(command.appointment());
        } catch (Refused refused) {
            return switch (refused.code()) {
                case AppointmentConstraints.SLOT_TAKEN,
                        AppointmentConstraints.ROOM_TAKEN,
                        AppointmentConstraints.PATIENT_BUSY -> lostRace.explain(actor, command, refused.code());
                default -> throw refused;
            };
        }
    }
}
