package org.chartseal.domain.claims;

import jakarta.persistence.Embeddable;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;

/**
 * What a visit was for.
 *
 * @param code ICD-10, for example {@code I10}; empty when there is none
 */
@Embeddable
public record ClaimDiagnosis(String code, String description) {

    public static final int LONGEST = 200;

    private static final Pattern ICD_10 = Pattern.compile("[A-Z]\\d[0-9A-Z](\\.[0-9A-Z]{1,4})?");

    public ClaimDiagnosis {
        code = code.strip().toUpperCase(Locale.ROOT);
        description = ClaimText.line(description);
        if (description.isEmpty()) {
            throw Refused.because("claim-diagnosis-undescribed", Map.of("code", code))
                    .at("diagnoses");
        }
        ClaimText.requireShort("diagnoses", description, LONGEST);
        if (!code.isEmpty() && !ICD_10.matcher(code).matches()) {
            throw Refused.because("claim-diagnosis-code", Map.of("code", code)).at("diagnoses");
        }
    }
}
