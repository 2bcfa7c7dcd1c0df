package org.chartseal.web.versions;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Two texts side by side, word for word.
 *
 * @param before the older text; what the newer has no more is marked
 * @param after the newer text; what the older did not have is marked
 */
record MarkedText(List<Piece> before, List<Piece> after) {

    MarkedText {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * A stretch of text.
     *
     * @param marked whether the other text does not have it there
     */
    record Piece(String text, boolean marked) {}

    /** Compares whole words, as Unicode divides them; spaces between two marked words are marked with them. */
    static MarkedText of(String before, String after) {
        List<String> old = words(before);
        List<String> now = words(after);
        BitSet removed = new BitSet();
        BitSet added = new BitSet();
        for (AbstractDelta<String> delta :
                DiffUtils.diff(old, now, new MyersDiffWithLinearSpace<>()).getDeltas()) {
            mark(removed, delta.getSource());
            mark(added, delta.getTarget());
        }
        return new MarkedText(pieces(old, removed), pieces(now, added));
    }

    private static void mark(BitSet marks, Chunk<String> chunk) {
        marks.set(chunk.getPosition(), chunk.getPosition() + chunk.size());
    }

    private static List<String> words(String text) {
        BreakIterator breaks = BreakIterator.getWordInstance(Locale.ROOT);
        breaks.setText(text);
        List<String> words = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            words.add(text.substring(start, end));
            start = end;
        }
        return words;
    }

    private static List<Piece> pieces(List<String> words, BitSet marks) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean marked = false;
        for (int each = 0; each < words.size(); each++) {
            boolean now = marks.get(each) || isBetween(words, marks, each);
            if (now != marked && !text.isEmpty()) {
                pieces.add(new Piece(text.toString(), marked));
                text.setLength(0);
            }
            marked = now;
            text.append(words.get(each));
        }
        if (!text.isEmpty()) {
            pieces.add(new Piece(text.toString(), marked));
        }
        return pieces;
    }

    private static boolean isBetween(List<String> words, BitSet marks, int index) {
        return words.get(index).isBlank()
                && index > 0
                && index + 1 < words.size()
                && marks.get(index - 1)
                && marks.get(index + 1);
    }
}
