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

    /** Spaces between marked words are marked with them, and none at the ends: they would only be seen as smears. */
    private static BitSet tidied(List<String> words, BitSet marks) {
        BitSet tidied = (BitSet) marks.clone();
        for (int each = 1; each + 1 < words.size(); each++) {
            if (words.get(each).isBlank() && marks.get(each - 1) && marks.get(each + 1)) {
                tidied.set(each);
            }
        }
        int start = tidied.nextSetBit(0);
        while (start >= 0) {
            int end = tidied.nextClearBit(start);
            trim(words, tidied, start, end);
            start = tidied.nextSetBit(end);
        }
        return tidied;
    }

    /** Of a stretch that has words; one of spaces alone is what was changed. */
    private static void trim(List<String> words, BitSet marks, int start, int end) {
        if (words.subList(start, end).stream().allMatch(String::isBlank)) {
            return;
        }
        int first = start;
        while (words.get(first).isBlank()) {
            marks.clear(first++);
        }
        int last = end - 1;
        while (words.get(last).isBlank()) {
            marks.clear(last--);
        }
    }

    private static List<Piece> pieces(List<String> words, BitSet changed) {
        BitSet marks = tidied(words, changed);
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        while (start < words.size()) {
            boolean marked = marks.get(start);
            int end = Math.min(marked ? marks.nextClearBit(start) : next(marks, start, words.size()), words.size());
            pieces.add(new Piece(String.join("", words.subList(start, end)), marked));
            start = end;
        }
        return pieces;
    }

    private static int next(BitSet marks, int from, int otherwise) {
        int next = marks.nextSetBit(from);
        return next < 0 ? otherwise : next;
    }
}
