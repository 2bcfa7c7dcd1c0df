package org.chartseal.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.launcher.part.Part;
import org.chartseal.launcher.part.Parts;
import org.chartseal.launcher.part.Portal;
import org.chartseal.launcher.part.PortalHealth;

/** Brings up what does not run, as much at once as can be, and takes it down again if it does not come to an end. */
final class Startup {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration DEMO_PATIENCE = Duration.ofMinutes(10);
    private static final Duration LEDGER_PATIENCE = Duration.ofSeconds(20);
    private static final long INTERVAL_MILLIS = 250;
    private static final long DEMO_INTERVAL_MILLIS = 1000;

    private final Installation installation;
    private final Parts parts;
    private final Progress progress;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Part> started = ConcurrentHashMap.newKeySet();
    private final Map<Part, Long> nanosToAnswer = new ConcurrentHashMap<>();
    private volatile boolean abandoned;

    Startup(Installation installation, Parts parts, Progress progress) {
        this.installation = installation;
        this.parts = parts;
        this.progress = progress;
    }

    /** Returns when people can work; otherwise everything that was started here is stopped again. */
    void run() {
        Thread onInterrupt = new Thread(this::interrupted, "stop-what-was-started");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            bringUp();
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (CompletionException e) {
            if (abandoned) {
                throw new LauncherFailure("Interrupted.", e);
            }
            abandon();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }

    private void bringUp() {
        CompletableFuture<Void> database = begin(() -> bringUp(parts.database()));
        CompletableFuture<Void> ledger = begin(() -> bringUp(parts.ledger()));
        CompletableFuture<Void> signIn = begin(() -> {
            database.join();
            bringUp(parts.signIn());
        });
        CompletableFuture<Void> portal = begin(() -> bringUpPortal(database));
        CompletableFuture.allOf(firstFailure(database, ledger, signIn, portal)).join();
        awaitLedgerInPortal();
    }

    private CompletableFuture<Void> begin(Runnable work) {
        return CompletableFuture.runAsync(work, threads);
    }

    /** All of them, or at once the first that fails: the others would only be waited for. */
    private static CompletableFuture<?> firstFailure(CompletableFuture<?>... all) {
        Stream<CompletableFuture<?>> failures =
                Stream.of(all).map(one -> one.thenCompose(done -> new CompletableFuture<Void>()));
        return CompletableFuture.anyOf(
                Stream.concat(Stream.of(CompletableFuture.allOf(all)), failures).toArray(CompletableFuture[]::new));
    }

    private void bringUpPortal(CompletableFuture<Void> database) {
        Portal portal = parts.portal();
        prepare(portal);
        database.join();
        long begin = System.nanoTime();
        boolean ran = !start(portal);
        await(portal, PATIENCE, () -> portal.health().isPresent());
        tell(portal, ran, begin);
        long loading = System.nanoTime();
        if (portal.health().filter(PortalHealth::loadsDemo).isPresent()) {
            progress.say("             loading the demo hospital ...");
            await(portal, DEMO_PATIENCE, DEMO_INTERVAL_MILLIS, portal::answers);
            progress.done("demo", "hospital loaded", loading);
        } else {
            await(portal, PATIENCE, portal::answers);
        }
    }

    /** The portal looks for a ledger that was away only now and then. */
    private void awaitLedgerInPortal() {
        long deadline = System.nanoTime() + LEDGER_PATIENCE.toNanos();
        while (!parts.portal().sees(parts.ledger()) && System.nanoTime() < deadline) {
            pause(INTERVAL_MILLIS);
        }
    }

    private void bringUp(Part part) {
        long begin = System.nanoTime();
        prepare(part);
        boolean ran = !start(part);
        if (part.mayBeAway() && !part.answers()) {
            progress.done(part.name(), "away; what is to be sealed waits for it", begin);
            return;
        }
        await(part, PATIENCE, part::answers);
        part.settle();
        tell(part, ran, begin);
    }

    private void tell(Part part, boolean ran, long begin) {
        nanosToAnswer.put(part, System.nanoTime() - begin);
        String what = part.isExternal() ? "external, answers at " : "answers at ";
        progress.done(part.name(), ran ? "runs already" : what + part.endpoint(), begin);
    }

    /** How long each part took to answer, and the memory that it holds now. */
    void sumUp() {
        for (Part part : parts.all()) {
            progress.sum(part.name(), nanosToAnswer.getOrDefault(part, 0L), part.memory());
        }
    }

    /** Whoever stops a part waits until it is not half prepared or half started. */
    private void prepare(Part part) {
        synchronized (part) {
            refuseIfAbandoned();
            if (part.running().isEmpty()) {
                part.prepare();
            }
        }
    }

    /** @return whether it had to be started */
    private boolean start(Part part) {
        synchronized (part) {
            refuseIfAbandoned();
            boolean ran = part.running().isPresent();
            if (part.isComplete()) {
                return false;
            }
            if (!ran) {
                started.add(part);
            }
            long[] since = {System.nanoTime()};
            part.start(step -> {
                progress.done(part.name(), step, since[0]);
                since[0] = System.nanoTime();
            });
            return !ran;
        }
    }

    private void await(Part part, Duration patience, BooleanSupplier condition) {
        await(part, patience, INTERVAL_MILLIS, condition);
    }

    private void await(Part part, Duration patience, long interval, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            refuseIfAbandoned();
            if (part.running().isEmpty() && !part.isExternal()) {
                throw failure("The " + part.name() + " ended while it was starting.", part);
            }
            part.defect().ifPresent(defect -> {
                throw failure(defect, part);
            });
            if (System.nanoTime() > deadline) {
                throw failure("The " + part.name() + " does not answer after " + patience.toSeconds() + " s.", part);
            }
            pause(interval);
        }
    }

    private LauncherFailure failure(String what, Part part) {
        return new LauncherFailure(what + " See ./chartseal logs " + part.name() + ", or " + installation.logs() + ".");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherFailure("Interrupted.", e);
        }
    }

    private void refuseIfAbandoned() {
        if (abandoned || Thread.currentThread().isInterrupted()) {
            throw new LauncherFailure("Interrupted.");
        }
    }

    private void interrupted() {
        if (!abandoned) {
            progress.say("Interrupted: stopping what was started.");
        }
        abandon();
    }

    /** Stops what was started here, each part before those it needs; nothing is started after that. */
    private void abandon() {
        abandoned = true;
        threads.shutdownNow();
        List<Part> all = new ArrayList<>(parts.all());
        Collections.reverse(all);
        for (Part part : all) {
            synchronized (part) {
                if (started.remove(part)) {
                    part.stop();
                }
            }
        }
    }
}
