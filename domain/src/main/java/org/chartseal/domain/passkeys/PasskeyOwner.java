package org.chartseal.domain.passkeys;

import java.util.UUID;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.Refused;

/** Whose passkey it is. */
public record PasskeyOwner(Kind kind, UUID id) {

    /** Who can have one; who is both has one as each. */
    public enum Kind {
        PATIENT,
        PRACTITIONER;

        /** The attribute in which entities keep the owner. */
        String attribute() {
            return this == PATIENT ? "patientId" : "practitionerId";
        }
    }

    /** That patient. */
    public static PasskeyOwner of(PatientId patient) {
        return new PasskeyOwner(Kind.PATIENT, patient.value());
    }

    /** That practitioner. */
    public static PasskeyOwner of(PractitionerId practitioner) {
        return new PasskeyOwner(Kind.PRACTITIONER, practitioner.value());
    }

    /**
     * The actor as a patient or as a practitioner.
     *
     * @throws Refused {@code role-missing}, {@code not-a-patient} or {@code not-a-practitioner}
     */
    static PasskeyOwner of(Actor actor, Kind kind) {
        if (kind == Kind.PATIENT) {
            actor.require(Role.PATIENT);
            return of(actor.requirePatient());
        }
        return of(actor.requirePractitioner());
    }
}
