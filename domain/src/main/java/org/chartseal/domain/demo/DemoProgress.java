package org.chartseal.domain.demo;

/**
 * How far the demo hospital is.
 *
 * @param chapter that is being loaded, or that failed; else empty
 * @param loaded steps of that chapter that are loaded
 * @param steps of that chapter
 */
public record DemoProgress(State state, String chapter, int loaded, int steps) {

    /** Where the loader stands. */
    public enum State {
        WAITING,
        LOADING,
        LOADED,
        FAILED
    }

    static final DemoProgress WAITING = new DemoProgress(State.WAITING, "", 0, 0);
    static final DemoProgress LOADED = new DemoProgress(State.LOADED, "", 0, 0);

    static DemoProgress loading(String chapter, int loaded, int steps) {
        return new DemoProgress(State.LOADING, chapter, loaded, steps);
    }

    DemoProgress failed() {
        return new DemoProgress(State.FAILED, chapter, loaded, steps);
    }
}
