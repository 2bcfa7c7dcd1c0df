package org.chartseal.domain.people;

import java.util.regex.Pattern;

/** Reads telephone numbers as people write them. */
final class PhoneNumber {

    /** Fewer digits than these identify nobody. */
    private static final int FEWEST_DIGITS = 6;

    private static final Pattern OTHER = Pattern.compile("[^0-9]");
    private static final Pattern LIKE_ONE = Pattern.compile("[+(]?[0-9][0-9 ()./-]*");

    private PhoneNumber() {}

    /** Its digits alone. */
    static String digits(String phone) {
        return OTHER.matcher(phone).replaceAll("");
    }

    /** Its digits without the prefixes that one person writes and another leaves out; empty when too few are left. */
    static String significant(String phone) {
        String digits = digits(phone);
        int last = 8;
        String tail = digits.length() > last ? digits.substring(digits.length() - last) : digits;
        return tail.length() < FEWEST_DIGITS ? "" : tail;
    }

    /** Whether the text can be a number, or a part of one. */
    static boolean isLike(String text) {
        return LIKE_ONE.matcher(text).matches() && digits(text).length() >= FEWEST_DIGITS;
    }
}
