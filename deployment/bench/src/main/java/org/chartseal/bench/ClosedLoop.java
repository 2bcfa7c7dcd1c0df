package org.chartseal.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that each do the same thing again as soon as it is done. */
final class ClosedLoop implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * What was done.
     *
     * @param seconds from the first begin to the last end
     * @param millis each took
     */
    record Done(double seconds, List<Double> millis) {}

    /** Lets each go on for so long, once at least, and finish what it has begun then. */
    Done run(List<? extends Runnable> each, Duration length) {
        long begin = System.nanoTime();
        long end = begin + length.toNanos();
        List<Future<List<Double>>> all = new ArrayList<>();
        for (Runnable once : each) {
            all.add(threads.submit(() -> loop(once, end)));
        }
        List<Double> millis = new ArrayList<>();
        all.forEach(one -> millis.addAll(join(one)));
        return new Done((System.nanoTime() - begin) / 1e9, millis);
    }

    private static List<Double> loop(Runnable once, long end) {
        List<Double> millis = new ArrayList<>();
        long now = System.nanoTime();
        do {
            once.run();
            long after = System.nanoTime();
            millis.add((after - now) / 1e6);
            now = after;
        } while (now < end);
        return millis;
    }

    private static List<Double> join(Future<List<Double>> future) {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
