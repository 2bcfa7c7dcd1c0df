package org.chartseal.domain.emergency;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.chartseal.domain.letters.LetterKind;
import org.chartseal.domain.letters.Letters;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.IdGenerator;

/**
 * Tells a patient something, in the transaction of what they are told: it stands on their pages until they have seen it. Of an
 * opened record a letter tells as well.
 */
final class TellPatient {

    /** Someone opened the record in an emergency. */
    static final String OPENED = "emergency-opened";

    /** A colleague has reviewed that. */
    static final String REVIEWED = "emergency-reviewed";

    private final EntityManager entities;
    private final IdGenerator ids;
    private final Clock clock;

    TellPatient(EntityManager entities, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.ids = ids;
        this.clock = clock;
    }

    void tell(PatientId patient, String kind, EmergencyId about, Instant at) {
        entities.createNativeQuery(
                        "INSERT INTO patient_notice (id, patient_id, at, kind, about) VALUES (?1, ?2, ?3, ?4, ?5)")
                .setParameter(1, ids.next())
                .setParameter(2, patient.value())
                .setParameter(3, Timestamp.from(at))
                .setParameter(4, kind)
                .setParameter(5, about.value())
                .executeUpdate();
        if (kind.equals(OPENED)) {
            new Letters(entities, ids, clock)
                    .write(entities.find(Patient.class, patient.value()), LetterKind.EMERGENCY_OPENED, about.value());
        }
    }
}
