package org.chartseal.domain.released;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.care.ReadNotes;
import org.chartseal.domain.care.ReadSummary;
import org.chartseal.domain.claims.ReadClaims;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.consent.GranteeNames;
import org.chartseal.domain.consent.GrantsHeld;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.filing.ReadDocuments;
import org.chartseal.domain.laboratory.ReleasedReports;
import org.chartseal.domain.prescribing.ReadPrescriptions;
import org.chartseal.domain.scheduling.AppointmentView;

/**
 * What of a patient's record is open to an insurer or a study.
 *
 * @param grant by which the page was asked for
 * @param person who the patient is, where that is open
 * @param code by which the study knows the patient; empty for an insurer
 * @param open the parts that are open; the lists of others are empty
 * @param summary problems and allergies, where open
 * @param alone records that are open alone, beside those parts
 */
public record ReleasedRecord(
        GrantId grant,
        GranteeNames.Named grantee,
        Optional<ReleasedPerson> person,
        String code,
        Set<RecordCategory> open,
        Optional<ReadSummary.Summary> summary,
        List<ReadNotes.Summary> notes,
        List<ReadPrescriptions.View> prescriptions,
        List<ReleasedReports.Summary> reports,
        List<ReleasedReports.Document> files,
        List<ReadDocuments.View> documents,
        List<ReadClaims.View> claims,
        List<AppointmentView> appointments,
        List<Alone> alone,
        Instant until) {

    /** A record that is open alone. */
    public record Alone(GrantsHeld.Single single, Instant until) {}
}
