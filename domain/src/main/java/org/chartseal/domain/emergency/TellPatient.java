package org.chartseal.domain.emergency;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.chartseal.domain.people.PatientId;

/**
 * Tells a patient something, in the transaction of what they are told: it stands on their pages until they have seen it. This
 * is the one place from which an e-mail would go out too.
 */
final class TellPatient {

    /** Someone opened the record in an emergency. */
    static final String OPENED = "emergency-opened";

    /** A colleague has reviewed that. */
    static final String REVIEWED = "emergency-reviewed";

    private final EntityManager entities;

    TellPatient(EntityManager entities) {
        this.entities = entities;
    }

    void tell(UUID notice, PatientId patient, String kind, EmergencyId about, Instant at) {
        entities.createNativeQuery(
                        "INSERT INTO patient_notice (id, patient_id, at, kind, about) VALUES (?1, ?2, ?3, ?4, ?5)")
                .setParameter(1, notice)
                .setParameter(2, patient.value())
                .setParameter(3, Timestamp.from(at))
                .setParameter(4, kind)
                .setParameter(5, about.value())
                .executeUpdate();
    }
}
