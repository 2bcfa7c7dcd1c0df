package org.chartseal.domain.claims;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import org.chartseal.domain.records.FhirTerms;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealedSource;
import org.chartseal.domain.shared.NotFound;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Claim.Use;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/** Maps a claim to a FHIR R4 Claim that contains its Coverage; the records that bear it out are named, not contained. */
@ApplicationScoped
public class ClaimContent implements SealedSource {

    static final String VISIT_TYPE = "https://chartseal.org/fhir/CodeSystem/visit-type";

    /** FHIR R4's Claim has no place for a remark, for why one replaced another, nor for the appointment that it is for. */
    static final String REMARK = "urn:chartseal:fhir:claim-remark";

    static final String REASON = "urn:chartseal:fhir:claim-reason";
    static final String VISIT = "urn:chartseal:fhir:claim-visit";

    private static final String TYPE = "http://terminology.hl7.org/CodeSystem/claim-type";
    private static final String PRIORITY = "http://terminology.hl7.org/CodeSystem/processpriority";
    private static final String INFORMATION = "http://terminology.hl7.org/CodeSystem/claiminformationcategory";

    private final EntityManager entities;

    @Inject
    public ClaimContent(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public RecordType type() {
        return RecordType.CLAIM;
    }

    @Override
    public Resource currentContent(RecordId id) {
        Claim claim = entities.find(Claim.class, id.value());
        if (claim == null || claim.sealedVersion() == 0) {
            throw new NotFound("claim", id);
        }
        return of(claim);
    }

    static org.hl7.fhir.r4.model.Claim of(Claim claim) {
        Claimed claimed = claim.claimed();
        org.hl7.fhir.r4.model.Claim content = new org.hl7.fhir.r4.model.Claim();
        content.setId(claim.id().toString());
        content.addExtension(VISIT, new Reference("Appointment/" + claim.appointment()));
        if (!claimed.remark().isEmpty()) {
            content.addExtension(REMARK, new StringType(claimed.remark()));
        }
        if (!claim.reason().isEmpty()) {
            content.addExtension(REASON, new StringType(claim.reason()));
        }
        content.setStatus(claim.state() == Claim.State.WITHDRAWN ? ClaimStatus.CANCELLED : ClaimStatus.ACTIVE);
        content.setType(FhirTerms.concept(TYPE, "professional"));
        content.setUse(Use.CLAIM);
        content.setPatient(FhirTerms.patient(claim.patient()));
        content.setBillablePeriod(day(claim.servedOn()));
        content.setCreatedElement(FhirTerms.dateTime(claim.signedAt().orElseThrow()));
        content.setInsurer(CoverageContent.insurer(claim.cover().insurer()));
        content.setProvider(FhirTerms.practitioner(claim.author()));
        content.setPriority(FhirTerms.concept(PRIORITY, "normal"));
        addSupport(content, claimed);
        addDiagnoses(content, claimed);
        content.addContained(CoverageContent.of(claim.coverage(), claim.patient(), claim.cover()));
        content.addInsurance().setSequence(1).setFocal(true).setCoverage(new Reference("#" + claim.coverage()));
        addItems(content, claimed, claim.currency());
        content.setTotal(money(claimed.total(claim.currency()), claim.currency()));
        return content;
    }

    private static void addSupport(org.hl7.fhir.r4.model.Claim content, Claimed claimed) {
        for (ClaimSupport support : claimed.support()) {
            content.addSupportingInfo()
                    .setSequence(content.getSupportingInfo().size())
                    .setCategory(FhirTerms.concept(INFORMATION, "info"))
                    .setValue(new Reference(support.reference()));
        }
    }

    private static void addDiagnoses(org.hl7.fhir.r4.model.Claim content, Claimed claimed) {
        for (ClaimDiagnosis diagnosis : claimed.diagnoses()) {
            content.addDiagnosis()
                    .setSequence(content.getDiagnosis().size())
                    .setDiagnosis(concept(FhirTerms.ICD_10, diagnosis.code(), diagnosis.description()));
        }
    }

    private static void addItems(org.hl7.fhir.r4.model.Claim content, Claimed claimed, Currency currency) {
        for (ClaimItem item : claimed.items()) {
            ItemComponent added = content.addItem();
            added.setSequence(content.getItem().size());
            added.setProductOrService(concept(VISIT_TYPE, item.code(), item.service()));
            added.setQuantity(new Quantity().setValue(item.quantity()));
            added.setUnitPrice(money(item.price(), currency));
            added.setNet(money(item.net(currency), currency));
        }
    }

    private static CodeableConcept concept(String system, String code, String text) {
        return code.isEmpty() ? new CodeableConcept().setText(text) : FhirTerms.concept(system, code, text);
    }

    private static Money money(BigDecimal amount, Currency currency) {
        return new Money().setValue(amount).setCurrency(currency.getCurrencyCode());
    }

    private static Period day(LocalDate day) {
        return new Period()
                .setStartElement(new DateTimeType(day.toString()))
                .setEndElement(new DateTimeType(day.toString()));
    }
}
