package org.chartseal.domain.shared;

/** Lets a moment pass between two looks at the same thing. */
@FunctionalInterface
public interface Pause {

    /** Answers after a moment. */
    void moment();
}
