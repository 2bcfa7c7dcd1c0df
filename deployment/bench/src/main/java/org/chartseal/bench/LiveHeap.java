package org.chartseal.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How many bytes of a JVM's heap are in use when it has just been collected, asked again and again beside some work. */
final class LiveHeap {

    /** A line for each generation, or one for all, as the collector has it. */
    private static final Pattern USED = Pattern.compile("(?:generation|heap) +total \\d+K, used (\\d+)K");

    private static final long KIBIBYTE = 1024;
    private static final long BETWEEN_MILLIS = 300;

    private final String process;

    private LiveHeap(String process) {
        this.process = process;
    }

    static LiveHeap of(@Nullable ProcessHandle process) {
        if (process == null) {
            throw new IllegalArgumentException("no process");
        }
        return new LiveHeap(Long.toString(process.pid()));
    }

    /** By how many bytes more were in use at most while the work was done than before; collecting slows the work down. */
    long grownBy(Runnable work) {
        long before = inUse();
        AtomicLong most = new AtomicLong(before);
        Thread watcher = new Thread(() -> watch(most), "live-heap");
        watcher.setDaemon(true);
        watcher.start();
        try {
            work.run();
        } finally {
            watcher.interrupt();
        }
        return most.get() - before;
    }

    private void watch(AtomicLong most) {
        try {
            while (true) {
                Thread.sleep(BETWEEN_MILLIS);
                most.accumulateAndGet(inUse(), Math::max);
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    private long inUse() {
        ask("GC.run");
        List<MatchResult> used = USED.matcher(ask("GC.heap_info")).results().toList();
        if (used.isEmpty()) {
            throw new IllegalStateException("the JVM does not say how much of its heap is in use");
        }
        return used.stream().mapToLong(part -> Long.parseLong(part.group(1))).sum() * KIBIBYTE;
    }

    private String ask(String command) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process asked = new ProcessBuilder(jcmd.toString(), process, command)
                    .redirectErrorStream(true)
                    .start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
