package org.chartseal.domain.shared;

import java.time.Duration;

/** A part that is needed does not answer; nothing was decided, and the same call may succeed later. */
public final class Unavailable extends ChartsealException {

    private static final long serialVersionUID = 1L;

    private final String part;
    private final Duration retryAfter;

    /**
     * A part is away.
     *
     * @param part which one, for example {@code ledger}, {@code storage}
     * @param retryAfter when another try makes sense
     */
    public Unavailable(String part, Duration retryAfter, Throwable cause) {
        super(part + " is unavailable", cause);
        this.part = part;
        this.retryAfter = retryAfter;
    }

    /** Which part is away. */
    public String part() {
        return part;
    }

    /** When another try makes sense. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
