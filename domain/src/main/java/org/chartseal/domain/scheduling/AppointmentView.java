package org.chartseal.domain.scheduling;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;

/**
 * An appointment as pages show it.
 *
 * @param version to hand back with a change
 * @param patientLabel of whom; nothing when the actor may not know
 * @param statusReason why it was cancelled; else empty
 * @param next where it may go from here
 * @param movable whether it may be given another time
 */
public record AppointmentView(
        AppointmentId id,
        int version,
        PatientId patient,
        Optional<PatientLabel> patientLabel,
        PractitionerId practitioner,
        String practitionerName,
        String roomName,
        VisitTypeId visitType,
        String visitTypeName,
        TimeSpan time,
        AppointmentStatus status,
        String reason,
        String statusReason,
        Instant statusSince,
        Optional<Instant> arrivedAt,
        Set<AppointmentStatus> next,
        boolean movable) {

    /** Enough to call the right person. */
    public record PatientLabel(String number, String name, java.time.LocalDate birthDate, String sex) {}

    /** Whether it may become that next. */
    public boolean may(AppointmentStatus status) {
        return next.contains(status);
    }
}
