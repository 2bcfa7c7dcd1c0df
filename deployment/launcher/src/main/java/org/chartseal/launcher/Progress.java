package org.chartseal.launcher;

import java.io.PrintWriter;
import java.util.Locale;

/** Says step by step what is done and how long it took. */
final class Progress {
    private final PrintWriter out;
    private final long begin = System.nanoTime();

    Progress(PrintWriter out) {
        this.out = out;
    }

    synchronized void done(String part, String what, long sinceNanos) {
        out.printf(Locale.ROOT, "  %-10s %-44s %5.1f s%n", part, what, seconds(sinceNanos));
        out.flush();
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
