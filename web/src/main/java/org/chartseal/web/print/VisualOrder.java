package org.chartseal.web.print;

import com.openhtmltopdf.bidi.BidiReorderer;

/** Turns what is read from right to left round, for a page that is set from left to right. */
final class VisualOrder implements BidiReorderer {

    private static final String PAIRS = "()[]{}<>\u00ab\u00bb\u2039\u203a\u2264\u2265\u300c\u300d";

    @Override
    public String reorderRTLTextToLTR(String text) {
        StringBuilder turned = new StringBuilder(text.length());
        int end = text.length();
        while (end > 0) {
            int start = startOfLetter(text, end);
            int letter = text.codePointAt(start);
            turned.appendCodePoint(mirrored(letter)).append(text, start + Character.charCount(letter), end);
            end = start;
        }
        return turned.toString();
    }

    /** Where the letter begins that ends there with its marks, which stay behind it. */
    private static int startOfLetter(String text, int end) {
        int start = text.offsetByCodePoints(end, -1);
        while (start > 0 && isMark(text.codePointAt(start))) {
            start = text.offsetByCodePoints(start, -1);
        }
        return start;
    }

    private static boolean isMark(int letter) {
        int type = Character.getType(letter);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static int mirrored(int letter) {
        int place = PAIRS.indexOf(letter);
        return place < 0 ? letter : PAIRS.charAt(place ^ 1);
    }

    @Override
    public String shapeText(String text) {
        return ArabicForms.shape(text);
    }

    /** For fonts that have the letters, and not their forms. */
    @Override
    public String deshapeText(String text) {
        return ArabicForms.plain(text);
    }

    @Override
    public boolean isLiveImplementation() {
        return true;
    }
}
