package org.chartseal.domain.claims;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.chartseal.domain.records.ContentField;
import org.chartseal.domain.records.ContentFields;
import org.chartseal.domain.records.RecordType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.Claim.DiagnosisComponent;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Claim.SupportingInformationComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** What a signed claim says. */
@ApplicationScoped
public class ClaimFields implements ContentFields {

    @Override
    public RecordType type() {
        return RecordType.CLAIM;
    }

    @Override
    public List<ContentField> of(Resource sealed) {
        Claim claim = (Claim) sealed;
        List<ContentField> fields = new ArrayList<>();
        boolean withdrawn = claim.getStatus() == ClaimStatus.CANCELLED;
        fields.add(ContentField.coded("claim.state", "", withdrawn ? "claim.state.withdrawn" : "claim.state.signed"));
        fields.add(ContentField.written(
                "claim.visit-day", claim.getBillablePeriod().getStartElement().getValueAsString()));
        claim.getContained().stream()
                .map(Coverage.class::cast)
                .forEach(coverage -> fields.add(ContentField.written("claim.coverage", text(coverage))));
        for (DiagnosisComponent diagnosis : claim.getDiagnosis()) {
            fields.add(ContentField.named(
                    "claim.diagnosis",
                    Integer.toString(diagnosis.getSequence()),
                    text(diagnosis.getDiagnosisCodeableConcept())));
        }
        for (ItemComponent item : claim.getItem()) {
            fields.add(ContentField.named("claim.item", Integer.toString(item.getSequence()), text(item)));
        }
        fields.add(ContentField.written("claim.total", text(claim.getTotal())));
        for (SupportingInformationComponent support : claim.getSupportingInfo()) {
            fields.add(ContentField.named(
                    "claim.support",
                    Integer.toString(support.getSequence()),
                    ((Reference) support.getValue()).getReference()));
        }
        if (claim.hasExtension(ClaimContent.REMARK)) {
            fields.add(ContentField.written("claim.remark", claim.getExtensionString(ClaimContent.REMARK)));
        }
        if (claim.hasExtension(ClaimContent.REASON)) {
            fields.add(ContentField.written(ContentField.WHY, claim.getExtensionString(ClaimContent.REASON)));
        }
        return fields;
    }

    private static String text(Coverage coverage) {
        Period period = coverage.getPeriod();
        return coverage.getSubscriberId() + ", "
                + period.getStartElement().getValueAsString() + "–"
                + (period.hasEnd() ? period.getEndElement().getValueAsString() : "");
    }

    private static String text(CodeableConcept concept) {
        return concept.hasCoding()
                ? concept.getCodingFirstRep().getCode() + " " + concept.getText()
                : concept.getText();
    }

    private static String text(ItemComponent item) {
        return text(item.getProductOrService()) + ": "
                + item.getQuantity().getValue().toPlainString() + " × " + text(item.getUnitPrice()) + " = "
                + text(item.getNet());
    }

    private static String text(Money money) {
        Currency currency = Currency.getInstance(money.getCurrency());
        int decimals = ClaimItem.decimals(currency);
        return money.getValue().setScale(decimals, RoundingMode.UNNECESSARY).toPlainString() + " "
                + currency.getCurrencyCode();
    }
}
