package org.chartseal.domain.records;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Code systems and small parts that every mapping to FHIR R4 uses. References carry no names: a name may change, and what
 * was signed may not.
 */
public final class FhirTerms {

    public static final String ATC = "http://www.whocc.no/atc";
    public static final String ICD_10 = "http://hl7.org/fhir/sid/icd-10";
    public static final String LOINC = "http://loinc.org";
    public static final String SNOMED = "http://snomed.info/sct";
    public static final String UCUM = "http://unitsofmeasure.org";

    /** HL7's ActCode: it has the codes of information that is sensitive (InformationSensitivityPolicy). */
    public static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

    private FhirTerms() {}

    /** A code without words of its own. */
    public static CodeableConcept concept(String system, String code) {
        return new CodeableConcept(new Coding(system, code, null));
    }

    /** A code and the words that stood beside it when it was signed. */
    public static CodeableConcept concept(String system, String code, String text) {
        return concept(system, code).setText(text);
    }

    /**
     * Labels a resource of a sensitive part of the record, so that the label is sealed with the rest. An ordinary one has no
     * label.
     */
    public static void label(Resource resource, RecordCategory category) {
        String code = label(category);
        if (!code.isEmpty()) {
            resource.getMeta().addSecurity(new Coding(ACT_CODE, code, null));
        }
    }

    /** The sensitive part of the record to which a label says that the resource belongs. */
    public static Optional<RecordCategory> labelled(Resource resource) {
        return Arrays.stream(RecordCategory.values())
                .filter(category -> !label(category).isEmpty())
                .filter(category -> resource.getMeta().getSecurity(ACT_CODE, label(category)) != null)
                .findFirst();
    }

    private static String label(RecordCategory category) {
        return switch (category) {
            case MENTAL_HEALTH -> "PSY";
            case REPRODUCTIVE_HEALTH -> "SEX";
            case GENETICS -> "GDIS";
            case DEMOGRAPHICS, APPOINTMENTS, SUMMARY, NOTES, MEDICATION, LABORATORY, IMAGING, DOCUMENTS, CLAIMS -> "";
        };
    }

    public static Reference patient(PatientId id) {
        return new Reference("Patient/" + id);
    }

    public static Reference practitioner(PractitionerId id) {
        return new Reference("Practitioner/" + id);
    }

    /** To the millisecond, in UTC, so that the same moment always has the same text. */
    public static DateTimeType dateTime(Instant at) {
        return new DateTimeType(Date.from(at), ca.uhn.fhir.model.api.TemporalPrecisionEnum.MILLI, UTC);
    }

    /** The same as the moment of a thing that the system keeps. */
    public static InstantType instant(Instant at) {
        return new InstantType(Date.from(at), ca.uhn.fhir.model.api.TemporalPrecisionEnum.MILLI, UTC);
    }

    public static DateType date(LocalDate day) {
        return new DateType(day.toString());
    }
}
