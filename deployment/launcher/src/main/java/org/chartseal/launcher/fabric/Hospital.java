package org.chartseal.launcher.fabric;

import java.util.Locale;

/** The two organisations of the network. */
public enum Hospital {
    A,
    B;

    /** As in names of folders, processes and profiles. */
    public String id() {
        return "hospital-" + name().toLowerCase(Locale.ROOT);
    }

    /** The organisation's name on the network. */
    public String mspId() {
        return "Hospital" + name() + "MSP";
    }

    String domain() {
        return id() + ".chartseal";
    }
}
