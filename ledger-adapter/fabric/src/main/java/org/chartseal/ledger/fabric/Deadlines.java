package org.chartseal.ledger.fabric;

import java.time.Duration;

/** How long a call may take before it counts as unanswered. */
public record Deadlines(Duration evaluate, Duration endorse, Duration submit, Duration commitStatus) {

    /** Seen to fit a network on one site. */
    public static final Deadlines USUAL =
            new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofSeconds(60));
}
