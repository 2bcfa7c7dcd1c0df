package org.chartseal.domain.records;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.chartseal.domain.records.AnchorFlight.Landed;

/** The batches that are on their way at once. One thread starts them and asks for those that have landed. */
final class AnchorFlights {

    private final AnchorThreads threads;
    private final List<Flight> flying = new ArrayList<>();

    private record Flight(List<OutboxRow> rows, CompletableFuture<Landed> end) {}

    AnchorFlights(AnchorThreads threads) {
        this.threads = threads;
    }

    /** Lets a batch go. */
    void start(List<OutboxRow> rows, Supplier<Landed> flight) {
        flying.add(new Flight(rows, CompletableFuture.supplyAsync(flight, threads)));
    }

    int count() {
        return flying.size();
    }

    /** The messages of all batches that have not landed. */
    List<OutboxRow> rows() {
        return flying.stream().flatMap(flight -> flight.rows().stream()).toList();
    }

    /** Waits until one has landed, or so long. */
    void await(Duration atMost) {
        if (flying.isEmpty()) {
            return;
        }
        try {
            CompletableFuture.anyOf(ends()).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException told) {
            // Whoever asks for the landed ones learns it.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while batches are on their way", interrupted);
        }
    }

    /**
     * Those that have landed since the last time.
     *
     * @throws RuntimeException that ended one of them, when none is left flying
     */
    List<Landed> landed() {
        List<Landed> landed = new ArrayList<>();
        for (Iterator<Flight> all = flying.iterator(); all.hasNext(); ) {
            Flight flight = all.next();
            if (flight.end().isDone()) {
                all.remove();
                landed.add(outcome(flight));
            }
        }
        return landed;
    }

    /** Waits for all, whatever becomes of them. */
    void awaitAll() {
        try {
            CompletableFuture.allOf(ends()).join();
        } catch (CompletionException told) {
            // Whoever asks for the landed ones learns it.
        }
    }

    private CompletableFuture<?>[] ends() {
        return flying.stream().map(Flight::end).toArray(CompletableFuture[]::new);
    }

    private Landed outcome(Flight flight) {
        try {
            return flight.end().join();
        } catch (CompletionException failure) {
            awaitAll();
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }
}
