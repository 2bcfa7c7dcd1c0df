package org.chartseal.domain.prescribing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.chartseal.domain.prescribing.FormularyItem.Medicine;
import org.chartseal.domain.prescribing.Prescription.OverriddenAlerts;
import org.chartseal.domain.records.FhirTerms;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealedSource;
import org.chartseal.domain.shared.NotFound;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestDispenseRequestComponent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestIntent;
import org.hl7.fhir.r4.model.MedicationRequest.MedicationRequestStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Maps a prescription to a FHIR R4 MedicationRequest; an overridden alert is a contained DetectedIssue with its reason. */
@ApplicationScoped
public class PrescriptionContent implements SealedSource {

    private static final String ALERTS = "https://chartseal.org/fhir/CodeSystem/prescription-alert";

    private final EntityManager entities;

    @Inject
    public PrescriptionContent(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public RecordType type() {
        return RecordType.PRESCRIPTION;
    }

    @Override
    public Resource currentContent(RecordId id) {
        Prescription prescription = entities.find(Prescription.class, id.value());
        if (prescription == null) {
            throw new NotFound("prescription", id);
        }
        return of(
                prescription,
                entities.find(FormularyItem.class, prescription.item().value()).medicine());
    }

    static MedicationRequest of(Prescription prescription, Medicine medicine) {
        MedicationRequest request = new MedicationRequest();
        request.setId(prescription.id().toString());
        request.setIntent(MedicationRequestIntent.ORDER);
        request.setMedication(FhirTerms.concept(FhirTerms.ATC, medicine.atc(), medicine.label()));
        request.setSubject(FhirTerms.patient(prescription.parties().patient()));
        request.setRequester(FhirTerms.practitioner(prescription.parties().author()));
        request.setAuthoredOnElement(FhirTerms.dateTime(prescription.signedAt()));
        prescription
                .parties()
                .appointment()
                .ifPresent(visit -> request.addSupportingInformation().setReference("Appointment/" + visit));
        Regimen regimen = prescription.regimen();
        request.addDosageInstruction(dosage(regimen));
        request.setDispenseRequest(dispense(prescription, regimen));
        addState(request, prescription);
        addOverride(request, prescription.overridden());
        return request;
    }

    private static Dosage dosage(Regimen regimen) {
        Dosage dosage = new Dosage();
        if (!regimen.instructions().isEmpty()) {
            dosage.setPatientInstruction(regimen.instructions());
        }
        regimen.frequency()
                .timing(regimen.days())
                .ifPresentOrElse(
                        dosage::setTiming, () -> dosage.setAsNeeded(new org.hl7.fhir.r4.model.BooleanType(true)));
        dosage.setRoute(FhirTerms.concept(FhirTerms.SNOMED, regimen.route().snomed()));
        Dose dose = regimen.dose();
        dosage.addDoseAndRate().setDose(quantity(dose.unit()).setValue(dose.value()));
        return dosage;
    }

    private static MedicationRequestDispenseRequestComponent dispense(Prescription prescription, Regimen regimen) {
        var dispense = new MedicationRequestDispenseRequestComponent();
        dispense.setNumberOfRepeatsAllowed(regimen.refills());
        dispense.setQuantity(quantity(regimen.dose().unit()).setValue(regimen.quantity()));
        regimen.days().ifPresent(days -> dispense.setExpectedSupplyDuration(duration(days)));
        prescription.endsOn().ifPresent(day -> dispense.getValidityPeriod().setEndElement(endOf(day)));
        return dispense;
    }

    private static org.hl7.fhir.r4.model.DateTimeType endOf(java.time.LocalDate day) {
        return new org.hl7.fhir.r4.model.DateTimeType(day.toString());
    }

    private static org.hl7.fhir.r4.model.Duration duration(int days) {
        var duration = new org.hl7.fhir.r4.model.Duration();
        duration.setValue(days).setSystem(FhirTerms.UCUM).setCode("d");
        return duration;
    }

    private static Quantity quantity(String unit) {
        return new Quantity().setSystem(FhirTerms.UCUM).setCode(unit).setUnit(Dose.unitText(unit));
    }

    private static void addState(MedicationRequest request, Prescription prescription) {
        Optional<Prescription.Discontinuation> end = prescription.discontinuation();
        request.setStatus(end.isPresent() ? MedicationRequestStatus.STOPPED : MedicationRequestStatus.ACTIVE);
        end.ifPresent(stop -> {
            request.setStatusReason(new CodeableConcept().setText(stop.reason()));
            request.addNote(new Annotation()
                    .setAuthor(FhirTerms.practitioner(stop.by()))
                    .setTimeElement(FhirTerms.dateTime(stop.at()))
                    .setText(stop.reason()));
        });
    }

    private static void addOverride(MedicationRequest request, OverriddenAlerts overridden) {
        for (String code : overridden.alerts()) {
            DetectedIssue issue = new DetectedIssue();
            issue.setId(code);
            issue.setStatus(DetectedIssueStatus.FINAL);
            issue.setCode(FhirTerms.concept(ALERTS, code));
            issue.addMitigation().setAction(new CodeableConcept().setText(overridden.reason()));
            request.addContained(issue);
            request.addDetectedIssue(new Reference("#" + code));
        }
    }
}
