package org.chartseal.domain.scheduling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.people.Account;

/**
 * The time is not free any more, or the patient is elsewhere then.
 *
 * @param code {@code slot-taken}, {@code room-taken} or {@code patient-busy}
 * @param faster what has the time now; nothing when it has become free again meanwhile
 * @param next the next free slots with the same practitioner
 */
public record TimeTaken(String code, Optional<Faster> faster, List<SlotView> next)
        implements BookAppointment.Outcome, MoveAppointment.Outcome {

    public TimeTaken {
        next = List.copyOf(next);
    }

    /**
     * Who has the time.
     *
     * @param by the account that booked it; nothing towards patients
     * @param at when
     * @param time of the appointment that stands in the way
     * @param patientName of whom, to who may know
     * @param practitionerName with whom
     */
    public record Faster(
            Optional<Account> by, Instant at, TimeSpan time, Optional<String> patientName, String practitionerName) {}
}
