package org.chartseal.ledger.solo.state;

import java.util.Comparator;

/** Orders texts as their UTF-8 bytes are ordered, which is by code point and not by Java's {@code char}. */
public final class Utf8Order {

    /** The order. */
    public static final Comparator<String> COMPARATOR = Utf8Order::compare;

    private static final int ABOVE_SURROGATES = 0xE000;
    private static final int SURROGATES = 0xD800;
    private static final int LIFT = 0x2000;
    private static final int DROP = 0x800;

    private Utf8Order() {}

    private static int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Integer.compare(rank(x), rank(y));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Surrogates stand for code points above all that one {@code char} can hold. */
    private static int rank(char c) {
        if (c >= ABOVE_SURROGATES) {
            return c - DROP;
        }
        return c >= SURROGATES ? c + LIFT : c;
    }
}
