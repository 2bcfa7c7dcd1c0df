package org.chartseal.domain.erasure;

import java.util.Locale;
import java.util.regex.Pattern;
import org.chartseal.domain.ledger.ReceiptDigest;
import org.chartseal.domain.records.Salt;
import org.chartseal.domain.shared.Refused;

/**
 * By which whoever has it finds the receipt of an erasure, without an account: there is none any more. 100 random bits; the hospital
 * keeps its SHA-256 alone.
 *
 * @param text twenty characters of Crockford's Base32, upper case, without hyphens
 */
public record ReceiptCode(String text) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 20;
    private static final int GROUP = 4;
    private static final Pattern FORM = Pattern.compile("[0-9A-HJKMNP-TV-Z]{" + LENGTH + "}");

    public ReceiptCode {
        if (!FORM.matcher(text).matches()) {
            throw Refused.because("receipt-code-malformed").at("code");
        }
    }

    static ReceiptCode drawn(Salt.Source random) {
        StringBuilder text = new StringBuilder();
        byte[] bytes = random.next().bytes();
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(bytes[i] & 31));
        }
        return new ReceiptCode(text.toString());
    }

    /**
     * Reads what a person typed: spaces, hyphens and small letters do not matter, and letters that look like figures are those.
     *
     * @throws Refused {@code receipt-code-malformed}
     */
    public static ReceiptCode parse(String typed) {
        return new ReceiptCode(typed.replaceAll("[\\s-]", "")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1'));
    }

    /** In groups, for people. */
    public String grouped() {
        return text.replaceAll("(.{" + GROUP + "})(?!$)", "$1-");
    }

    String hash() {
        return ReceiptDigest.of(text).hex();
    }

    /** Not the code itself, so that it gets into no log. */
    @Override
    public String toString() {
        return "ReceiptCode";
    }
}
