package org.chartseal.domain.laboratory;

import java.util.Locale;
import java.util.regex.Pattern;
import org.chartseal.domain.shared.Refused;

/**
 * A specimen's number: two digits of the year, a running number, and a check digit (Luhn, ISO/IEC 7812-1 Annex B, over the
 * digits before it), for example {@code 26-000123-2}. A mistyped digit is found.
 *
 * @param text as it stands on the label
 */
public record AccessionNumber(String text) {

    private static final Pattern FORM = Pattern.compile("\\d{2}-\\d{6,9}-\\d");

    public AccessionNumber {
        if (!FORM.matcher(text).matches() || checkDigit(text.substring(0, text.length() - 2)) != last(text)) {
            throw Refused.because("accession-malformed").at("accession");
        }
    }

    /** The number of that place in that year's run. */
    public static AccessionNumber of(int year, long running) {
        String body = String.format(Locale.ROOT, "%02d-%06d", Math.floorMod(year, 100), running);
        return new AccessionNumber(body + "-" + checkDigit(body));
    }

    private static int last(String text) {
        return text.charAt(text.length() - 1) - '0';
    }

    private static int checkDigit(String body) {
        int sum = 0;
        boolean doubled = true;
        for (int i = body.length() - 1; i >= 0; i--) {
            if (body.charAt(i) == '-') {
                continue;
            }
            int digit = body.charAt(i) - '0';
            int weighted = doubled ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
            doubled = !doubled;
        }
        return (10 - sum % 10) % 10;
    }

    @Override
    public String toString() {
        return text;
    }
}
