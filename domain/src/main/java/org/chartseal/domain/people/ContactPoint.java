package org.chartseal.domain.people;

import jakarta.persistence.Embeddable;
import java.util.List;
import org.chartseal.domain.shared.Refused;

/**
 * One more way to reach a patient.
 *
 * @param system {@link #PHONE} or {@link #EMAIL}; FHIR's codes
 * @param whose in words, for example "daughter" or "at work"; may be empty
 */
@Embeddable
public record ContactPoint(String system, String value, String whose) {

    public static final String PHONE = "phone";
    public static final String EMAIL = "email";

    /** Ways that are known. */
    public static final List<String> SYSTEMS = List.of(PHONE, EMAIL);

    /** Longest value or words. */
    public static final int LONGEST = 200;

    public ContactPoint {
        value = value.strip();
        whose = whose.strip();
        if (!SYSTEMS.contains(system)) {
            throw Refused.because("contact-system-unknown").at("contact");
        }
        if (value.isEmpty()) {
            throw Refused.because("contact-missing").at("contact");
        }
        if (value.length() > LONGEST || whose.length() > LONGEST) {
            throw Refused.because("text-too-long").at("contact");
        }
    }
}
