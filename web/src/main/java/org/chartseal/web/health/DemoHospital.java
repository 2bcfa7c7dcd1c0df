package org.chartseal.web.health;

/** The demo hospital's people and data, for whoever asks whether they are there. */
@FunctionalInterface
public interface DemoHospital {

    /** Whether all of it is loaded. */
    boolean ready();
}
