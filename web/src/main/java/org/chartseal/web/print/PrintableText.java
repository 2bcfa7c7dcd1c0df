package org.chartseal.web.print;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Writes texts so that each of their characters is seen: one that no font has stands as its code. */
final class PrintableText {

    private static final int TAB = '\t';
    private static final int LINE_END = '\n';

    private final IntPredicate known;
    private boolean coded;

    /**
     * For one record.
     *
     * @param known whether a font has the character
     */
    PrintableText(IntPredicate known) {
        this.known = known;
    }

    /** The text as it can be printed. */
    String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        Normalizer.normalize(text.replace("\r\n", "\n"), Normalizer.Form.NFC)
                .codePoints()
                .forEach(character -> append(printable, character));
        return printable.toString();
    }

    private void append(StringBuilder printable, int character) {
        if (character == LINE_END || isSeen(character)) {
            printable.appendCodePoint(character);
        } else if (character == TAB || Character.isSpaceChar(character)) {
            printable.append(' ');
        } else {
            coded = true;
            printable.append(String.format(Locale.ROOT, "[U+%04X]", character));
        }
    }

    /** Those that only say how others are set need no font. */
    private boolean isSeen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            case Character.FORMAT -> true;
            default -> known.test(character);
        };
    }

    /** Whether any text so far had a character that stands as its code. */
    boolean isCoded() {
        return coded;
    }
}
