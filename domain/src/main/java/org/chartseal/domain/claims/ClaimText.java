package org.chartseal.domain.claims;

import java.util.Map;
import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;

/** Tidies what is typed into a claim: one kind of line end, and no characters that a FHIR text cannot hold. */
final class ClaimText {

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

    private ClaimText() {}

    static String of(String typed) {
        String lines = typed.replace("\r\n", "\n").replace('\r', '\n');
        return CONTROLS.matcher(lines).replaceAll("").strip();
    }

    static String line(String typed) {
        return of(typed).replace('\n', ' ').replace('\t', ' ');
    }

    static void requireShort(String field, String text, int longest) {
        if (text.length() > longest) {
            throw Refused.because("text-too-long", Map.of("longest", longest)).at(field);
        }
    }
}
