package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import org.chartseal.domain.records.FhirTerms;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealedSource;
import org.chartseal.domain.shared.NotFound;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;

/** Maps a request to a FHIR R4 ServiceRequest: the panel, its tests by LOINC code, the urgency and the question. */
@ApplicationScoped
public class LabRequestContent implements SealedSource {

    /** SNOMED CT: Laboratory procedure. */
    private static final String LABORATORY_PROCEDURE = "108252007";

    private final EntityManager entities;

    @Inject
    public LabRequestContent(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public RecordType type() {
        return RecordType.LAB_REQUEST;
    }

    @Override
    public Resource currentContent(RecordId id) {
        LabRequest request = entities.find(LabRequest.class, id.value());
        if (request == null) {
            throw new NotFound("lab-request", id);
        }
        return of(request, entities.find(LabPanel.class, request.panel().value()));
    }

    static ServiceRequest of(LabRequest request, LabPanel panel) {
        ServiceRequest resource = new ServiceRequest();
        resource.setId(request.id().toString());
        FhirTerms.label(resource, request.category());
        resource.setStatus(ServiceRequestStatus.ACTIVE);
        resource.setIntent(ServiceRequestIntent.ORDER);
        resource.addCategory(FhirTerms.concept(FhirTerms.SNOMED, LABORATORY_PROCEDURE));
        resource.setPriority(priority(request.urgency()));
        resource.setCode(code(panel));
        resource.setSubject(FhirTerms.patient(request.patient()));
        resource.setRequester(FhirTerms.practitioner(request.author()));
        resource.setAuthoredOnElement(FhirTerms.dateTime(request.signedAt()));
        request.appointment().ifPresent(visit -> resource.addSupportingInfo().setReference("Appointment/" + visit));
        if (!request.question().isEmpty()) {
            resource.addReasonCode().setText(request.question());
        }
        resource.addNote(new Annotation().setText("Specimen: " + panel.specimen()));
        return resource;
    }

    private static CodeableConcept code(LabPanel panel) {
        CodeableConcept code = new CodeableConcept().setText(panel.code() + " " + panel.name());
        panel.tests().forEach(test -> code.addCoding(new Coding(FhirTerms.LOINC, test.loinc(), test.name())));
        return code;
    }

    private static ServiceRequestPriority priority(Urgency urgency) {
        return switch (urgency) {
            case STAT -> ServiceRequestPriority.STAT;
            case URGENT -> ServiceRequestPriority.URGENT;
            case ROUTINE -> ServiceRequestPriority.ROUTINE;
        };
    }
}
