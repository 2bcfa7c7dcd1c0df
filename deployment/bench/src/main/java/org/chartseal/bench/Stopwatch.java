package org.chartseal.bench;

/** Seconds since it was made. */
record Stopwatch(long begun) {

    private static final double NANOS = 1e9;

    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    double seconds() {
        return (System.nanoTime() - begun) / NANOS;
    }
}
