package org.chartseal.domain.prescribing;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.records.ContentField;
import org.chartseal.domain.records.ContentFields;
import org.chartseal.domain.records.RecordType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestDispenseRequestComponent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;

/** What a signed prescription says: the medicine, how it is taken, in spite of which alerts, and whether it was stopped. */
@ApplicationScoped
public class PrescriptionFields implements ContentFields {

    @Override
    public RecordType type() {
        return RecordType.PRESCRIPTION;
    }

    @Override
    public List<ContentField> of(Resource sealed) {
        MedicationRequest request = (MedicationRequest) sealed;
        List<ContentField> fields = new ArrayList<>();
        boolean stopped = request.getStatus() == MedicationRequestStatus.STOPPED;
        fields.add(ContentField.coded("rx.state", "", stopped ? "prescription.discontinued" : "rx.active"));
        fields.add(ContentField.written(
                "rx.medicine", request.getMedicationCodeableConcept().getText()));
        addRegimen(fields, request.getDosageInstructionFirstRep(), request.getDispenseRequest());
        addOverride(fields, request);
        if (stopped) {
            fields.add(ContentField.written(
                    ContentField.WHY, request.getStatusReason().getText()));
        }
        return fields;
    }

    private static void addRegimen(
            List<ContentField> fields, Dosage dosage, MedicationRequestDispenseRequestComponent dispense) {
        Optional<Integer> days = dispense.hasExpectedSupplyDuration()
                ? Optional.of(dispense.getExpectedSupplyDuration().getValue().intValueExact())
                : Optional.empty();
        fields.add(ContentField.written(
                "rx.dose", amount(dosage.getDoseAndRateFirstRep().getDoseQuantity())));
        fields.add(route(dosage.getRoute().getCodingFirstRep().getCode()));
        fields.add(frequency(dosage, days));
        fields.add(days.map(count -> ContentField.written("versions.rx.days", count.toString()))
                .orElseGet(() -> ContentField.coded("versions.rx.days", "", "rx.days.open")));
        fields.add(ContentField.written("rx.quantity", amount(dispense.getQuantity())));
        fields.add(ContentField.written("rx.refills", Integer.toString(dispense.getNumberOfRepeatsAllowed())));
        if (dosage.hasPatientInstruction()) {
            fields.add(ContentField.written("rx.instructions", dosage.getPatientInstruction()));
        }
    }

    private static String amount(Quantity quantity) {
        BigDecimal value = quantity.getValue().stripTrailingZeros();
        return value.toPlainString() + " " + quantity.getUnit();
    }

    private static ContentField route(String snomed) {
        return Arrays.stream(Route.values())
                .filter(route -> route.snomed().equals(snomed))
                .findFirst()
                .map(route -> ContentField.coded("rx.route", "", "route." + route.code()))
                .orElseGet(() -> ContentField.written("rx.route", snomed));
    }

    private static ContentField frequency(Dosage dosage, Optional<Integer> days) {
        Optional<Frequency> frequency =
                dosage.hasTiming() ? Frequency.ofTiming(dosage.getTiming(), days) : Optional.of(Frequency.PRN);
        return frequency
                .map(known -> ContentField.coded("rx.frequency", "", "frequency." + known.code()))
                .orElseGet(() -> ContentField.written(
                        "rx.frequency",
                        dosage.getTiming().getCode().getCodingFirstRep().getCode()));
    }

    private static void addOverride(List<ContentField> fields, MedicationRequest request) {
        List<DetectedIssue> alerts = request.getContained().stream()
                .filter(DetectedIssue.class::isInstance)
                .map(DetectedIssue.class::cast)
                .toList();
        for (DetectedIssue alert : alerts) {
            String code = alert.getCode().getCodingFirstRep().getCode();
            fields.add(ContentField.coded("versions.rx.alert", code, "alert." + code));
        }
        alerts.stream()
                .findFirst()
                .map(alert -> alert.getMitigationFirstRep().getAction().getText())
                .ifPresent(reason -> fields.add(ContentField.written("rx.override", reason)));
    }
}
