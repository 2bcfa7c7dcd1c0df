package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.records.FhirTerms;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.records.UnsealedSource;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentDataMeaning;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Consent.provisionDataComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Maps a grant of access to a FHIR R4 Consent: what the patient permitted, and by which identifier the ledger knows it. A grant that
 * was taken away is inactive, and was last changed then.
 */
@ApplicationScoped
public class ConsentContent implements UnsealedSource {

    private static final String CATEGORY = "https://chartseal.org/fhir/CodeSystem/record-category";
    private static final String GRANT = "https://chartseal.org/fhir/NamingSystem/ledger-grant";
    private static final String SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope";
    private static final String ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    private static final String PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
    private static final String ROLE_CODE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
    private static final String ROLE_CLASS = "http://terminology.hl7.org/CodeSystem/v3-RoleClass";

    /** Of an extension: the visit that the grant came with. FHIR has no place for what a consent does not depend on. */
    private static final String GIVEN_WITH = "urn:chartseal:fhir:given-with";

    /** LOINC: Patient Consent. */
    private static final String PATIENT_CONSENT = "59284-0";

    private final NewTransaction transaction;

    @Inject
    public ConsentContent(NewTransaction transaction) {
        this.transaction = transaction;
    }

    /** Opened with whose record it is, as on the patient's own page of grants. */
    @Override
    public RecordCategory category() {
        return RecordCategory.DEMOGRAPHICS;
    }

    @Override
    public List<Resource> of(PatientId patient) {
        return transaction.call(entities -> entities.createQuery("""
                        SELECT g FROM AccessGrant g WHERE g.permission.patientId = :patient ORDER BY g.givenAt, g.id
                        """, AccessGrant.class)
                .setParameter("patient", patient.value())
                .getResultStream()
                .map(ConsentContent::of)
                .toList());
    }

    static Resource of(AccessGrant grant) {
        Permission permission = grant.permission();
        Consent consent = new Consent();
        consent.setId(grant.id().toString());
        consent.getMeta()
                .setLastUpdatedElement(FhirTerms.instant(grant.revokedAt().orElse(grant.givenAt())));
        consent.addIdentifier(
                new Identifier().setSystem(GRANT).setValue(grant.ledgerId().toString()));
        consent.setStatus(grant.revokedAt().isPresent() ? ConsentState.INACTIVE : ConsentState.ACTIVE);
        consent.setScope(FhirTerms.concept(SCOPE, "patient-privacy"));
        consent.addCategory(FhirTerms.concept(FhirTerms.LOINC, PATIENT_CONSENT));
        consent.setPatient(FhirTerms.patient(permission.patient()));
        consent.setDateTimeElement(FhirTerms.dateTime(grant.givenAt()));
        consent.setPolicyRule(FhirTerms.concept(FhirTerms.ACT_CODE, "OPTIN"));
        permission
                .appointment()
                .ifPresent(visit -> consent.addExtension(GIVEN_WITH, new Reference("Appointment/" + visit)));
        consent.setProvision(provision(permission));
        return consent;
    }

    private static ProvisionComponent provision(Permission permission) {
        ProvisionComponent provision = new ProvisionComponent();
        provision.setType(ConsentProvisionType.PERMIT);
        provision.setPeriod(period(permission.period()));
        provision.addActor().setRole(role(permission)).setReference(reference(permission.grantee()));
        provision.addPurpose(new Coding(ACT_REASON, reason(permission.purpose()), null));
        permission.categoryCodes().forEach(code -> provision.addClass_(new Coding(CATEGORY, code, null)));
        permission.record().ifPresent(record -> provision.addData(one("urn:uuid:" + record)));
        return provision;
    }

    /** FHIR's periods include their end; times are kept to the millisecond. */
    private static Period period(Permission.Period period) {
        Period inclusive = new Period();
        inclusive.setStartElement(FhirTerms.dateTime(period.from()));
        inclusive.setEndElement(FhirTerms.dateTime(period.until().minus(Duration.ofMillis(1))));
        return inclusive;
    }

    private static provisionDataComponent one(String urn) {
        Identifier identifier = new Identifier().setSystem("urn:ietf:rfc:3986").setValue(urn);
        return new provisionDataComponent()
                .setMeaning(ConsentDataMeaning.INSTANCE)
                .setReference(new Reference().setIdentifier(identifier));
    }

    private static CodeableConcept role(Permission permission) {
        return permission
                .mandate()
                .map(mandate -> switch (mandate.relationship()) {
                    case PARENT -> FhirTerms.concept(ROLE_CODE, "PRN");
                    case CARER -> FhirTerms.concept(ROLE_CLASS, "CAREGIVER");
                    case REPRESENTATIVE -> FhirTerms.concept(ROLE_CODE, "RESPRSN");
                })
                .orElseGet(() -> FhirTerms.concept(PARTICIPATION, "IRCP"));
    }

    private static Reference reference(Grantee grantee) {
        String type = switch (grantee.kind()) {
            case PRACTITIONER -> "Practitioner";
            case DEPARTMENT, INSURER -> "Organization";
            case STUDY -> "Group";
            case PROXY -> "Patient";
        };
        return new Reference(type + "/" + grantee.id());
    }

    private static String reason(Purpose purpose) {
        return switch (purpose) {
            case TREATMENT -> "TREAT";
            case CLAIMS -> "HPAYMT";
            case RESEARCH -> "HRESCH";
            case ADMINISTRATION -> "HOPERAT";
        };
    }
}
