package org.chartseal.domain.testing;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.util.List;
import org.chartseal.domain.records.CanonicalContent;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/**
 * The rules of FHIR R4 as HAPI's validator knows them: structure, cardinality, invariants, and the code systems that come with
 * FHIR. Without a terminology server: a code of LOINC, SNOMED CT, ATC or UCUM is not looked up.
 */
public final class FhirRules {

    private static final FhirValidator VALIDATOR = validator();

    private FhirRules() {}

    private static FhirValidator validator() {
        FhirContext context = FhirContext.forR4Cached();
        FhirInstanceValidator rules = new FhirInstanceValidator(new ValidationSupportChain(
                new DefaultProfileValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context),
                new InMemoryTerminologyServerValidationSupport(context)));
        return context.newValidator().registerValidatorModule(rules);
    }

    /** What is wrong with it; warnings are not. */
    public static List<String> broken(CanonicalContent content) {
        return VALIDATOR.validateWithResult(content.text()).getMessages().stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .map(message -> message.getLocationString() + ": " + message.getMessage())
                .toList();
    }
}
