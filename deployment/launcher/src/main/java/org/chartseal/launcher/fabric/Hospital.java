package org.chartseal.launcher.fabric;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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

    /** The names of all, separated by commas. */
    static String mspIds() {
        return Arrays.stream(values()).map(Hospital::mspId).collect(Collectors.joining(","));
    }

    String domain() {
        return id() + ".chartseal";
    }
}
