package org.chartseal.launcher;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;

/** Says step by step what is done and how long it took. */
final class Progress {
    private static final long MEGABYTE = 1 << 20;

    private final PrintWriter out;
    private final long begin = System.nanoTime();

    Progress(PrintWriter out) {
        this.out = out;
    }

    synchronized void done(String part, String what, long sinceNanos) {
        out.printf(Locale.ROOT, "  %-10s %-44s %5.1f s%n", part, what, seconds(sinceNanos));
        out.flush();
    }

    /** What a part took to answer and the memory that it holds. */
    synchronized void sum(String part, long nanos, OptionalLong memory) {
        out.printf(Locale.ROOT, "  %-10s %6.1f s %9s%n", part, nanos / 1e9, megabytes(memory));
        out.flush();
    }

    static String megabytes(OptionalLong bytes) {
        return bytes.isPresent() ? bytes.getAsLong() / MEGABYTE + " MiB" : "";
    }

    synchronized void say(String text) {
        out.println(text);
        out.flush();
    }

    double total() {
        return seconds(begin);
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }
}
