package org.chartseal.domain.care;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessDecision.Basis;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.emergency.EmergencyId;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Sex;
import org.chartseal.domain.prescribing.ReadPrescriptions;

/**
 * What a doctor sees of a patient in one look.
 *
 * @param open the categories that the patient opened to the reader; of the others the lists are empty
 * @param allergies active ones
 * @param allergiesKnown whether any allergy was ever recorded; an empty list alone does not say that there are none
 * @param medication what the patient should be taking today
 * @param results the latest of each test
 * @param timeline everything, newest first
 * @param seals every seal that the chart shows
 */
public record Chart(
        Head head,
        Set<RecordCategory> open,
        List<ProblemRow> problems,
        List<AllergyRow> allergies,
        boolean allergiesKnown,
        List<ReadPrescriptions.View> medication,
        List<ResultRow> results,
        List<DocumentRow> documents,
        List<VisitRow> visits,
        List<TimelineRow> timeline,
        Set<SealId> seals) {

    /**
     * Who it is, and why the record is open.
     *
     * @param basis on which it is open
     */
    public record Head(PatientId patient, PersonName name, LocalDate birthDate, Sex sex, String number, Allowed basis) {

        /** The reader's access in an emergency, if that opened it. */
        public Optional<InEmergency> emergency() {
            return basis.basisId()
                    .filter(id -> basis.basis() == Basis.EMERGENCY)
                    .flatMap(id -> basis.until().map(until -> new InEmergency(new EmergencyId(id), until)));
        }
    }

    /**
     * The record is open in an emergency.
     *
     * @param until exclusive
     */
    public record InEmergency(EmergencyId id, Instant until) {}

    /** A problem that is active. */
    public record ProblemRow(ProblemId id, String code, String description, Optional<LocalDate> onset) {}

    /** An allergy that is active. */
    public record AllergyRow(
            AllergyId id, String substance, String atcPrefix, String reaction, Allergy.Criticality criticality) {}

    /**
     * The latest value of a test; what could not be measured stands in its report only.
     *
     * @param low lower end of the reference range that held for the patient then
     * @param history values before and with it, oldest first, for a spark line
     * @param report in which it stands
     */
    public record ResultRow(
            String loinc,
            String name,
            BigDecimal value,
            String unit,
            Optional<BigDecimal> low,
            Optional<BigDecimal> high,
            String flag,
            List<BigDecimal> history,
            Instant at,
            UUID report) {

        /** How it changed since the time before, if there was one. */
        public Optional<BigDecimal> change() {
            return history.size() < 2 ? Optional.empty() : Optional.of(value.subtract(history.get(history.size() - 2)));
        }
    }

    /**
     * A document that was filed, or a file that belongs to a laboratory report.
     *
     * @param kind {@code document} or {@code file}
     * @param state {@code signed}, {@code withdrawn}, or {@code draft} for its author
     */
    public record DocumentRow(
            String kind, UUID id, String name, String mediaType, long size, Instant at, String state) {}

    /** A visit, past or planned. */
    public record VisitRow(UUID id, Instant at, String practitioner, String visitType, String status, String reason) {}

    /**
     * Something that happened.
     *
     * @param kind {@code note}, {@code prescription}, {@code lab-request}, {@code lab-report}, {@code document},
     *     {@code claim} or {@code visit}
     * @param state of the thing, named in message keys by {@code kind.state}
     * @param seal of its newest version, where it is sealed
     */
    public record TimelineRow(
            String kind,
            UUID id,
            Instant at,
            String title,
            String detail,
            String who,
            String state,
            Optional<SealId> seal) {}
}
