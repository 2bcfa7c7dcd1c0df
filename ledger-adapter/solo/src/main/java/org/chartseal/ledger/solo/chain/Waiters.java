package org.chartseal.ledger.solo.chain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Who waits for a transaction to be settled, and who wants to hear of every new block. */
final class Waiters {

    private final Map<String, List<CompletableFuture<CommitStatus>>> transactions = new ConcurrentHashMap<>();
    private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();

    /** Registers first and looks up then, so that nothing falls in between. */
    CompletableFuture<CommitStatus> await(String id, Function<String, Optional<CommitStatus>> lookup) {
        CompletableFuture<CommitStatus> waiter = new CompletableFuture<>();
        transactions.compute(id, (key, waiting) -> {
            List<CompletableFuture<CommitStatus>> all = waiting == null ? new CopyOnWriteArrayList<>() : waiting;
            all.add(waiter);
            return all;
        });
        lookup.apply(id).ifPresent(waiter::complete);
        return waiter.whenComplete((status, failure) -> forget(id, waiter));
    }

    void settled(String id, CommitStatus status) {
        List<CompletableFuture<CommitStatus>> waiting = transactions.get(id);
        if (waiting != null) {
            waiting.forEach(waiter -> waiter.complete(status));
        }
    }

    void follow(Runnable follower) {
        followers.add(follower);
    }

    void unfollow(Runnable follower) {
        followers.remove(follower);
    }

    void newHeight() {
        followers.forEach(Runnable::run);
    }

    /** How many wait for a transaction. */
    int waiting() {
        return transactions.values().stream().mapToInt(List::size).sum();
    }

    private void forget(String id, CompletableFuture<CommitStatus> waiter) {
        transactions.computeIfPresent(id, (key, waiting) -> {
            waiting.removeIf(other -> other == waiter);
            return waiting.isEmpty() ? null : waiting;
        });
    }
}
