package org.chartseal.launcher.process;

import java.nio.file.Path;

/** The Java that runs this program, and with it every part. */
public final class Java {
    private Java() {}

    public static String home() {
        return System.getProperty("java.home");
    }

    public static String program() {
        return Path.of(home(), "bin", "java").toString();
    }
}
