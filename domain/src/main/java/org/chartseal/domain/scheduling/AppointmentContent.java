package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.records.FhirTerms;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.records.UnsealedSource;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Maps an appointment to a FHIR R4 Appointment of patient, practitioner and room. */
@ApplicationScoped
public class AppointmentContent implements UnsealedSource {

    private static final String VISIT_TYPE = "https://chartseal.org/fhir/CodeSystem/visit-type";

    private final NewTransaction transaction;

    @Inject
    public AppointmentContent(NewTransaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public RecordCategory category() {
        return RecordCategory.APPOINTMENTS;
    }

    @Override
    public List<Resource> of(PatientId patient) {
        return transaction.call(entities -> entities.createQuery("""
                        SELECT a, v FROM Appointment a JOIN VisitType v ON v.id = a.visitTypeId
                        WHERE a.patientId = :patient ORDER BY a.startsAt, a.id
                        """, Object[].class)
                .setParameter("patient", patient.value())
                .getResultStream()
                .map(row -> of((Appointment) row[0], (VisitType) row[1]))
                .toList());
    }

    static Resource of(Appointment appointment, VisitType visitType) {
        AppointmentStatus status = appointment.status();
        org.hl7.fhir.r4.model.Appointment resource = new org.hl7.fhir.r4.model.Appointment();
        resource.setId(appointment.id().toString());
        resource.getMeta().setLastUpdatedElement(FhirTerms.instant(appointment.statusSince()));
        resource.setStatus(status(status));
        resource.setAppointmentType(FhirTerms.concept(VISIT_TYPE, visitType.code()));
        if (!appointment.reason().isBlank()) {
            resource.addReasonCode(new CodeableConcept().setText(appointment.reason()));
        }
        if (!appointment.statusReason().isBlank()) {
            resource.setCancelationReason(new CodeableConcept().setText(appointment.statusReason()));
        }
        resource.setStartElement(FhirTerms.instant(appointment.time().start()));
        resource.setEndElement(FhirTerms.instant(appointment.time().end()));
        resource.setCreatedElement(FhirTerms.dateTime(appointment.bookedAt()));
        resource.addParticipant(coming(FhirTerms.patient(appointment.patient()), ParticipationStatus.ACCEPTED));
        resource.addParticipant(coming(
                FhirTerms.practitioner(appointment.practitioner()),
                status == AppointmentStatus.PROPOSED ? ParticipationStatus.NEEDSACTION : ParticipationStatus.ACCEPTED));
        resource.addParticipant(coming(new Reference("Location/" + appointment.room()), ParticipationStatus.ACCEPTED));
        return resource;
    }

    private static AppointmentParticipantComponent coming(Reference who, ParticipationStatus status) {
        return new AppointmentParticipantComponent().setActor(who).setStatus(status);
    }

    /** FHIR has no word for being in the room: whoever is checked in may be seen. */
    private static org.hl7.fhir.r4.model.Appointment.AppointmentStatus status(AppointmentStatus status) {
        return switch (status) {
            case PROPOSED -> org.hl7.fhir.r4.model.Appointment.AppointmentStatus.PROPOSED;
            case BOOKED -> org.hl7.fhir.r4.model.Appointment.AppointmentStatus.BOOKED;
            case ARRIVED -> org.hl7.fhir.r4.model.Appointment.AppointmentStatus.ARRIVED;
            case IN_ROOM -> org.hl7.fhir.r4.model.Appointment.AppointmentStatus.CHECKEDIN;
            case FULFILLED -> org.hl7.fhir.r4.model.Appointment.AppointmentStatus.FULFILLED;
            case CANCELLED -> org.hl7.fhir.r4.model.Appointment.AppointmentStatus.CANCELLED;
            case NO_SHOW -> org.hl7.fhir.r4.model.Appointment.AppointmentStatus.NOSHOW;
        };
    }
}
