package org.chartseal.domain.prescribing;

import java.util.Map;

/**
 * Something that a check found against a prescription.
 *
 * @param code which rule, and the key of its words ({@code alert.<code>})
 * @param facts what the words name, for example the substance
 */
public record Alert(String code, Map<String, String> facts) {

    public Alert {
        facts = Map.copyOf(facts);
    }
}
