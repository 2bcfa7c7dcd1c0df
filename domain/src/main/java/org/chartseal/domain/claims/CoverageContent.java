package org.chartseal.domain.claims;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.records.FhirTerms;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.records.UnsealedSource;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Maps a coverage to a FHIR R4 Coverage; the insurer is its payor. */
@ApplicationScoped
public class CoverageContent implements UnsealedSource {

    private final NewTransaction transaction;

    @Inject
    public CoverageContent(NewTransaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public RecordCategory category() {
        return RecordCategory.DEMOGRAPHICS;
    }

    @Override
    public List<Resource> of(PatientId patient) {
        return transaction.call(entities -> entities.createQuery(
                        "SELECT c FROM Coverage c WHERE c.patientId = :patient ORDER BY c.enteredAt, c.id",
                        Coverage.class)
                .setParameter("patient", patient.value())
                .getResultStream()
                .map(coverage -> (Resource) of(coverage.id(), patient, coverage.cover()))
                .toList());
    }

    static org.hl7.fhir.r4.model.Coverage of(CoverageId id, PatientId patient, Cover cover) {
        org.hl7.fhir.r4.model.Coverage coverage = new org.hl7.fhir.r4.model.Coverage();
        coverage.setId(id.toString());
        coverage.setStatus(CoverageStatus.ACTIVE);
        coverage.setSubscriberId(cover.number());
        coverage.setBeneficiary(FhirTerms.patient(patient));
        Period period = new Period()
                .setStartElement(new DateTimeType(cover.period().from().toString()));
        cover.period().until().ifPresent(last -> period.setEndElement(new DateTimeType(last.toString())));
        coverage.setPeriod(period);
        coverage.addPayor(insurer(cover.insurer()));
        return coverage;
    }

    static Reference insurer(InsurerId id) {
        return new Reference("Organization/" + id);
    }
}
