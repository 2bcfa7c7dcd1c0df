package org.chartseal.domain.erasure;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import org.chartseal.domain.people.PatientId;

/** Whether a legal hold stands in the way of erasing a patient. */
final class OpenHolds {

    /** Of a row of legal_hold h; the parameter is the time. */
    static final String OPEN = "h.released_at IS NULL AND (h.holds_until IS NULL OR h.holds_until > ?1)";

    private OpenHolds() {}

    static boolean any(EntityManager entities, PatientId patient, Instant at) {
        return (Boolean) entities.createNativeQuery(
                        "SELECT EXISTS (SELECT FROM legal_hold h WHERE h.patient_id = ?2 AND " + OPEN + ")")
                .setParameter(1, Timestamp.from(at))
                .setParameter(2, patient.value())
                .getSingleResult();
    }
}
