package org.chartseal.domain.claims;

import java.util.Map;
import java.util.regex.Pattern;
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.shared.Refused;

/**
 * What a card or a policy says.
 *
 * @param number by which the insurer knows the patient, or the policy
 */
public record Cover(InsurerId insurer, String number, CoverPeriod period) {

    public static final int LONGEST_NUMBER = 60;

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    public Cover {
        number = CONTROLS.matcher(number).replaceAll(" ").strip();
        if (number.isEmpty()) {
            throw Refused.because("coverage-number-missing").at("number");
        }
        if (number.length() > LONGEST_NUMBER) {
            throw Refused.because("text-too-long", Map.of("longest", LONGEST_NUMBER))
                    .at("number");
        }
    }
}
