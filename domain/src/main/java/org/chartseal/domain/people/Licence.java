package org.chartseal.domain.people;

import java.time.LocalDate;
import org.chartseal.domain.shared.Refused;

/**
 * A practitioner's licence.
 *
 * @param number as the issuer prints it
 * @param issuer who issued it
 * @param until last day on which it is valid
 */
public record Licence(String number, String issuer, LocalDate until) {

    public Licence {
        number = number.strip();
        issuer = issuer.strip();
        if (number.isEmpty()) {
            throw Refused.because("licence-number-missing").at("licenceNumber");
        }
        if (issuer.isEmpty()) {
            throw Refused.because("licence-issuer-missing").at("licenceIssuer");
        }
    }
}
