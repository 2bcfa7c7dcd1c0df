package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.records.ContentField;
import org.chartseal.domain.records.ContentFields;
import org.chartseal.domain.records.FhirTerms;
import org.chartseal.domain.records.RecordType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationReferenceRangeComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;

/** What a released report says of each test, and of the whole. */
@ApplicationScoped
public class LabReportFields implements ContentFields {

    private static final String IMAGE = "image/";

    @Override
    public RecordType type() {
        return RecordType.LAB_REPORT;
    }

    @Override
    public List<ContentField> of(Resource sealed) {
        DiagnosticReport report = (DiagnosticReport) sealed;
        List<ContentField> fields = new ArrayList<>();
        fields.add(ContentField.written("lab.column.panel", report.getCode().getText()));
        report.getSpecimen().forEach(specimen -> {
            fields.add(ContentField.written("lab.column.specimen", specimen.getDisplay()));
            fields.add(ContentField.written(
                    "lab.column.accession", specimen.getIdentifier().getValue()));
        });
        report.getContained().stream()
                .filter(Observation.class::isInstance)
                .map(Observation.class::cast)
                .forEach(result -> addResult(fields, result));
        if (report.hasConclusion()) {
            fields.add(ContentField.written("versions.lab.remark", report.getConclusion()));
        }
        boolean ordinary = FhirTerms.labelled(report).isEmpty();
        report.getPresentedForm().forEach(file -> {
            ContentField named = ContentField.named("versions.file", file.getTitle(), file.getTitle());
            fields.add(ordinary ? named.only(partOf(file.getContentType())) : named);
        });
        return fields;
    }

    private static RecordCategory partOf(String mediaType) {
        return mediaType.startsWith(IMAGE) ? RecordCategory.IMAGING : RecordCategory.DOCUMENTS;
    }

    private static void addResult(List<ContentField> fields, Observation result) {
        String test = result.getCode().getCodingFirstRep().getDisplay();
        fields.add(
                result.hasValueQuantity()
                        ? ContentField.named("lab.column.value", test, amount(result.getValueQuantity()))
                        : ContentField.coded("lab.column.value", test, "versions.lab.not-done"));
        String flag = result.getInterpretationFirstRep().getCodingFirstRep().getCode();
        if (flag != null && !flag.equals(Flag.N.code())) {
            fields.add(ContentField.coded("versions.lab.flag", test, "flag." + flag));
        }
        result.getReferenceRange()
                .forEach(range -> fields.add(ContentField.named("lab.column.range", test, text(range))));
        result.getNote().forEach(note -> fields.add(ContentField.named("lab.column.comment", test, note.getText())));
    }

    private static String text(ObservationReferenceRangeComponent range) {
        if (!range.hasLow()) {
            return "≤ " + amount(range.getHigh());
        }
        return range.hasHigh() ? number(range.getLow()) + "–" + amount(range.getHigh()) : "≥ " + amount(range.getLow());
    }

    private static String amount(Quantity quantity) {
        return number(quantity) + " " + quantity.getUnit();
    }

    private static String number(Quantity quantity) {
        return quantity.getValue().stripTrailingZeros().toPlainString();
    }
}
