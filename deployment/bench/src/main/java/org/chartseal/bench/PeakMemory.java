package org.chartseal.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How much main memory a process came to hold at most, from proc(5). */
final class PeakMemory {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final long KIBIBYTE = 1024;

    private final Path process;
    private final long before;

    private PeakMemory(Path process) throws IOException {
        this.process = process;
        Files.writeString(process.resolve("clear_refs"), "5");
        this.before = peak();
    }

    /** From now on. */
    static PeakMemory of(@Nullable ProcessHandle process) {
        if (process == null) {
            throw new IllegalArgumentException("no process");
        }
        try {
            return new PeakMemory(Path.of("/proc", Long.toString(process.pid())));
        } catch (IOException notTold) {
            throw new UncheckedIOException(notTold);
        }
    }

    /** Bytes. */
    long grown() {
        try {
            return peak() - before;
        } catch (IOException notTold) {
            throw new UncheckedIOException(notTold);
        }
    }

    private long peak() throws IOException {
        Matcher peak = PEAK.matcher(Files.readString(process.resolve("status")));
        if (!peak.find()) {
            throw new IOException("no peak in " + process);
        }
        return Long.parseLong(peak.group(1)) * KIBIBYTE;
    }
}
