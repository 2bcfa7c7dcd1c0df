package org.chartseal.domain.people;

import java.util.HashSet;
import java.util.Set;

/**
 * How alike two names are, by the three-letter pieces of their words that they share: PostgreSQL's {@code pg_trgm} measure,
 * over letters of every script. The order of the words does not matter.
 */
final class NameSimilarity {

    private NameSimilarity() {}

    /** From 0 (nothing in common) to 1 (the same). */
    static double of(PersonName one, PersonName other) {
        Set<String> left = pieces(PersonName.fold(one.full()));
        Set<String> right = pieces(PersonName.fold(other.full()));
        Set<String> shared = new HashSet<>(left);
        shared.retainAll(right);
        int all = left.size() + right.size() - shared.size();
        return all == 0 ? 0 : (double) shared.size() / all;
    }

    private static Set<String> pieces(String folded) {
        Set<String> pieces = new HashSet<>();
        for (String word : folded.split("[^\\p{L}\\p{N}]+", -1)) {
            if (!word.isEmpty()) {
                String padded = "  " + word + " ";
                for (int at = 0; at + 3 <= padded.length(); at++) {
                    pieces.add(padded.substring(at, at + 3));
                }
            }
        }
        return pieces;
    }
}
