package org.chartseal.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the figures were measured on. */
final class Machine {

    private Machine() {}

    /** Processors and Java. */
    static String description() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            String model = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
            return Runtime.getRuntime().availableProcessors() + " x " + model + ", Java "
                    + System.getProperty("java.version");
        } catch (IOException | UncheckedIOException unknown) {
            return Runtime.getRuntime().availableProcessors() + " processors, Java "
                    + System.getProperty("java.version");
        }
    }
}
