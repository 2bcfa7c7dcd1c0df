package org.chartseal.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How much memory processes hold. */
public final class Memory {
    private static final long KIBIBYTE = 1024;

    private Memory() {}

    /**
     * Bytes of main memory that the process and those it started hold; what several of them share counts once. Empty where
     * the system does not tell (it does on Linux).
     */
    public static OptionalLong of(ProcessHandle process) {
        LongStream all = Stream.concat(Stream.of(process), process.descendants())
                .map(Memory::own)
                .flatMapToLong(OptionalLong::stream);
        long sum = all.sum();
        return sum == 0 ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    /** The proportional set size, see proc(5). */
    private static OptionalLong own(ProcessHandle process) {
        Path rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
        try (Stream<String> lines = Files.lines(rollup)) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> KIBIBYTE * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
