package org.chartseal.web.health;

/** The demo hospital's people and data, for whoever asks whether they are there. */
@FunctionalInterface
public interface DemoHospital {

    /** How far the loading is. */
    Stage stage();

    /** How far the demo hospital is. */
    enum Stage {
        /** Not wanted here. */
        OFF,
        /** Not all there yet. */
        LOADING,
        /** All there. */
        READY,
        /** What is there is not all, and nothing more comes before the next start. */
        FAILED
    }
}
