package org.chartseal.domain.records;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.hl7.fhir.r4.model.Resource;

/**
 * A record version that its author signs.
 *
 * @param id the record; its versions are numbered by sealing
 * @param type what kind of record
 * @param category to which part of the patient's record it belongs, in every version
 * @param patient whom it is about
 * @param author who signs
 * @param signedAt when; cut to milliseconds, as the working row should be
 * @param content what {@link SealedSource#currentContent} will answer for it from now on
 */
public record RecordToSeal(
        RecordId id,
        RecordType type,
        RecordCategory category,
        PatientId patient,
        PractitionerId author,
        Instant signedAt,
        Resource content) {

    public RecordToSeal {
        signedAt = signedAt.truncatedTo(ChronoUnit.MILLIS);
    }
}
