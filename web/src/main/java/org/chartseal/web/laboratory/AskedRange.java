package org.chartseal.web.laboratory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes of a file a request asks for (RFC 9110, section 14). One range is answered; where several are asked for, or what is asked
 * for is no range of bytes, the whole file is, as the standard allows.
 */
final class AskedRange {

    private static final Pattern ONE_RANGE = Pattern.compile("[Bb][Yy][Tt][Ee][Ss]=[ \\t]*([0-9]*)-([0-9]*)[ \\t]*");

    private final Optional<Matcher> range;
    private final @Nullable String onlyIf;

    private AskedRange(Optional<Matcher> range, @Nullable String onlyIf) {
        this.range = range;
        this.onlyIf = onlyIf;
    }

    /**
     * Bytes of a file.
     *
     * @param first from 0
     * @param last the last one, included; before the first when no byte of the file is asked for
     */
    record Bytes(long first, long last) {

        long length() {
            return last - first + 1;
        }

        /** Whether the file has any of them. */
        boolean satisfiable() {
            return last >= first;
        }
    }

    /** Reads the fields {@code Range} and {@code If-Range}. */
    static AskedRange of(@Nullable String range, @Nullable String ifRange) {
        Optional<Matcher> one = Optional.ofNullable(range)
                .map(ONE_RANGE::matcher)
                .filter(Matcher::matches)
                .filter(found -> !found.group(1).isEmpty() || !found.group(2).isEmpty())
                .filter(found -> found.group(1).isEmpty()
                        || found.group(2).isEmpty()
                        || number(found.group(1)) <= number(found.group(2)));
        return new AskedRange(one, ifRange);
    }

    /**
     * Whether it asks for a part of the content that has this tag. A part that is wanted only if the file is still what it was is
     * compared strongly: a date or a weak tag does not match.
     *
     * @param tag strong, in its quotation marks
     */
    boolean asksPart(String tag) {
        return range.isPresent() && (onlyIf == null || onlyIf.strip().equals(tag));
    }

    /** The part that is asked for of so many bytes; empty for all of them. */
    Optional<Bytes> of(String tag, long size) {
        return asksPart(tag) ? range.map(found -> part(found, size)) : Optional.empty();
    }

    private static Bytes part(Matcher found, long size) {
        if (found.group(1).isEmpty()) {
            long wanted = Math.min(number(found.group(2)), size);
            return new Bytes(size - wanted, size - 1);
        }
        long first = number(found.group(1));
        long last = found.group(2).isEmpty() ? size - 1 : Math.min(number(found.group(2)), size - 1);
        return new Bytes(first, last);
    }

    /** A number that is too large for a file is as good as the largest. */
    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            return Long.MAX_VALUE;
        }
    }
}
