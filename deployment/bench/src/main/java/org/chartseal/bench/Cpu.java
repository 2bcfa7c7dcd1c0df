package org.chartseal.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Processor time of the parts, from proc(5); nothing where the system does not tell. */
final class Cpu {

    private static final double TICKS_A_SECOND = 100;
    private static final int USER_TICKS = 11;

    private final Map<String, ProcessHandle> parts;

    /** @param parts the processes by name; those that they started, and that are no part themselves, count with them */
    Cpu(Map<String, ProcessHandle> parts) {
        this.parts = Map.copyOf(parts);
    }

    /** Seconds until now, by part. */
    Map<String, Double> now() {
        Map<String, Double> seconds = new TreeMap<>();
        parts.forEach((name, process) -> seconds.put(name, secondsOf(process)));
        return seconds;
    }

    private double secondsOf(ProcessHandle process) {
        return seconds(process.pid())
                + process.children()
                        .filter(child -> !parts.containsValue(child))
                        .mapToDouble(this::secondsOf)
                        .sum();
    }

    /** Seconds since an earlier answer. */
    Map<String, Double> since(Map<String, Double> before) {
        Map<String, Double> spent = now();
        spent.replaceAll((name, seconds) -> seconds - before.getOrDefault(name, 0.0));
        return spent;
    }

    private static double seconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1])) / TICKS_A_SECOND;
        } catch (IOException ended) {
            return 0;
        }
    }
}
