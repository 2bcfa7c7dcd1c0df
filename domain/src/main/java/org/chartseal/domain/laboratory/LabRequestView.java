package org.chartseal.domain.laboratory;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.records.RecordId;

/**
 * A request with all that the laboratory has for it, as its pages show it.
 *
 * @param reportVersion for the forms; -1 while there is no report
 * @param mayVerify whether this actor could verify it, being a scientist who entered nothing
 * @param enteredOwn whether this actor entered something, so that another has to verify
 */
public record LabRequestView(
        LabRequestId id,
        LabRequest.State state,
        Who patient,
        Asked asked,
        Optional<Taken> specimen,
        Optional<Reported> report,
        int reportVersion,
        List<ResultRow> results,
        List<FileView> files,
        boolean mayVerify,
        boolean enteredOwn) {

    /** Whose specimen it is. */
    public record Who(PatientId id, String number, String name, LocalDate birthDate, int age, String sex) {}

    /** What was asked. */
    public record Asked(
            String panel,
            String specimen,
            Urgency urgency,
            String question,
            String by,
            Instant at,
            String stateReason) {}

    /** What was taken. */
    public record Taken(String accession, String kind, Instant at, String by) {}

    /** Who did what on the report. */
    public record Reported(
            RecordId record,
            LabReport.State state,
            String enteredBy,
            Instant enteredAt,
            Optional<String> verifiedBy,
            Optional<Instant> verifiedAt,
            Optional<Instant> releasedAt,
            String remark,
            String sentBackBecause,
            int sealedVersion) {}

    /** A file. */
    public record FileView(
            AttachmentId id, String name, String mediaType, long size, String sha256, String addedBy, Instant addedAt) {

        /** Whether a page can show it as a picture. */
        public boolean image() {
            return mediaType.startsWith("image/");
        }
    }

    /** Whether results may be entered now. */
    public boolean entering() {
        return state == LabRequest.State.COLLECTED;
    }

    /** How many results outside their range. */
    public long abnormal() {
        return results.stream().filter(row -> row.flag().abnormal()).count();
    }

    /** How many critical results. */
    public long critical() {
        return results.stream().filter(row -> row.flag().critical()).count();
    }
}
