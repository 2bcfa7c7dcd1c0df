package org.chartseal.launcher.part;

import java.nio.file.Path;

/** The Java that runs this program, and with it every part. */
final class Java {
    private Java() {}

    static String home() {
        return System.getProperty("java.home");
    }

    static String program() {
        return Path.of(home(), "bin", "java").toString();
    }
}
