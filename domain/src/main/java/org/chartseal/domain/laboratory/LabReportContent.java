package org.chartseal.domain.laboratory;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chartseal.domain.records.FhirTerms;
import org.chartseal.domain.records.SealedFile;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/** Maps a report's rows to the FHIR R4 DiagnosticReport that is signed, its observations contained. */
final class LabReportContent {

    static final String LOINC = "http://loinc.org";
    static final String UCUM = "http://unitsofmeasure.org";
    static final String INTERPRETATION = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";
    static final String SECTIONS = "http://terminology.hl7.org/CodeSystem/v2-0074";
    static final String ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

    /** FHIR R4 defines an attachment's {@code hash} as SHA-1; the SHA-256 of its bytes stands in this extension. */
    static final String SHA_256 = "urn:chartseal:fhir:attachment-sha256";

    private final LabCase labCase;
    private final LabReport report;

    private LabReportContent(LabCase labCase) {
        this.labCase = labCase;
        this.report = labCase.requireReport();
    }

    /** The content that follows from these rows, once they are released. */
    static DiagnosticReport of(LabCase labCase) {
        return new LabReportContent(labCase).content();
    }

    private DiagnosticReport content() {
        DiagnosticReport content = new DiagnosticReport();
        content.setId(report.id().toString());
        FhirTerms.label(content, labCase.request().category());
        content.setStatus(DiagnosticReport.DiagnosticReportStatus.FINAL);
        content.addCategory(coded(SECTIONS, "LAB", "Laboratory"));
        content.setCode(new CodeableConcept().setText(labCase.panel().name()));
        content.setSubject(new Reference("Patient/" + report.patient()));
        content.addBasedOn(new Reference("ServiceRequest/" + report.request()));
        report.releasedAt().ifPresent(at -> content.setIssuedElement(instant(at)));
        labCase.specimen().ifPresent(specimen -> addSpecimen(content, specimen));
        content.addPerformer(practitioner(report.enteredBy()));
        report.verifiedBy().ifPresent(by -> content.addResultsInterpreter(practitioner(by)));
        addObservations(content);
        labCase.attachments().forEach(file -> content.addPresentedForm(form(file)));
        if (!report.remark().isEmpty()) {
            content.setConclusion(report.remark());
        }
        return content;
    }

    private static void addSpecimen(DiagnosticReport content, Specimen specimen) {
        content.setEffective(dateTime(specimen.collectedAt()));
        content.addSpecimen()
                .setIdentifier(new Identifier().setValue(specimen.accession().text()))
                .setDisplay(specimen.kind());
    }

    private void addObservations(DiagnosticReport content) {
        Map<LabTestId, LabTest> tests =
                labCase.panel().tests().stream().collect(Collectors.toMap(LabTest::id, Function.identity()));
        for (LabResult result : labCase.results()) {
            LabTest test = tests.get(result.test());
            if (test != null) {
                Observation observation = observation(result, test);
                observation.setId("result-" + (result.position() + 1));
                content.addContained(observation);
                content.addResult(new Reference("#" + observation.getIdElement().getIdPart()));
            }
        }
    }

    private Observation observation(LabResult result, LabTest test) {
        Observation observation = new Observation();
        observation.setStatus(Observation.ObservationStatus.FINAL);
        observation.setCode(coded(LOINC, test.loinc(), test.name()));
        observation.addPerformer(practitioner(result.enteredBy()));
        result.value()
                .ifPresentOrElse(
                        value -> observation.setValue(quantity(value, result.unit())),
                        () -> observation.setDataAbsentReason(coded(ABSENT, "not-performed", "Not Performed")));
        if (result.flag() != Flag.NA) {
            observation.addInterpretation(coded(INTERPRETATION, result.flag().code(), null));
        }
        addRange(observation, result);
        if (!result.comment().isEmpty()) {
            observation.addNote().setText(result.comment());
        }
        return observation;
    }

    private static void addRange(Observation observation, LabResult result) {
        if (result.low().isEmpty() && result.high().isEmpty()) {
            return;
        }
        var range = observation.addReferenceRange();
        result.low().ifPresent(low -> range.setLow(quantity(low, result.unit())));
        result.high().ifPresent(high -> range.setHigh(quantity(high, result.unit())));
    }

    private static org.hl7.fhir.r4.model.Attachment form(Attachment file) {
        org.hl7.fhir.r4.model.Attachment form = new org.hl7.fhir.r4.model.Attachment();
        form.setId(file.id().toString());
        form.setContentType(file.mediaType());
        form.setTitle(file.name());
        form.setSize(Math.toIntExact(file.size()));
        form.setCreationElement(dateTime(file.addedAt()));
        form.addExtension(SHA_256, new StringType(file.sha256()));
        return form;
    }

    /**
     * The files that a sealed report names.
     *
     * @param kept what the rows say about each, by its identifier
     */
    static List<SealedFile> files(DiagnosticReport sealed, Map<String, SealedFile.Stored> kept) {
        return sealed.getPresentedForm().stream()
                .map(form -> new SealedFile(
                        form.getTitle(),
                        form.getContentType(),
                        Optional.ofNullable(kept.get(form.getId())),
                        Optional.of(form.getExtensionString(SHA_256))))
                .toList();
    }

    private static Quantity quantity(BigDecimal value, String unit) {
        return new Quantity()
                .setValue(value.stripTrailingZeros())
                .setUnit(unit)
                .setSystem(UCUM)
                .setCode(unit);
    }

    private static Reference practitioner(Object id) {
        return new Reference("Practitioner/" + id);
    }

    private static CodeableConcept coded(
            String system, String code, @org.jspecify.annotations.Nullable String display) {
        return new CodeableConcept().addCoding(new Coding(system, code, display));
    }

    private static DateTimeType dateTime(Instant at) {
        return new DateTimeType(Date.from(at), TemporalPrecisionEnum.MILLI, TimeZone.getTimeZone("UTC"));
    }

    private static InstantType instant(Instant at) {
        return new InstantType(Date.from(at), TemporalPrecisionEnum.MILLI, TimeZone.getTimeZone("UTC"));
    }
}
