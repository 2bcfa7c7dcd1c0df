package org.chartseal.launcher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    private static final long INTERVAL_MILLIS = 150;

    private final Installation installation;
    private final Parts parts;
    private final Progress progress;
    private final Deque<Part> started = new ArrayDeque<>();
    private volatile boolean abandoned;

    Startup(Installation installation, Parts parts, Progress progress) {
        this.installation = installation;
        this.parts = parts;
        this.progress = progress;
    }

    /** Returns when people can work; otherwise everything that was started here is stopped again. */
    void run() {
        Thread onInterrupt = new Thread(this::abandon, "stop-what-was-started");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            bringUp();
        } catch (RuntimeException e) {
            if (!abandoned) {
                stopStarted();
            }
            throw e;
        } finally {
            if (!abandoned) {
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
            }
        }
    }

    private void bringUp() {
        bringUp(parts.database());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture<Void> signIn = CompletableFuture.runAsync(() -> bringUp(parts.signIn()), threads);
            CompletableFuture<Void> portal = CompletableFuture.runAsync(this::bringUpPortal, threads);
            CompletableFuture.allOf(signIn, portal).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LauncherFailure failure) {
                throw failure;
            }
            throw e;
        } finally {
            threads.shutdownNow();
        }
    }

    private void bringUpPortal() {
        bringUp(parts.ledger());
        Portal portal = parts.portal();
        long begin = System.nanoTime();
        start(portal);
        await(portal, PATIENCE, () -> portal.health().isPresent());
        progress.done(portal.name(), "answers at " + portal.endpoint(), begin);
        long loading = System.nanoTime();
        if (portal.health().filter(PortalHealth::loadsDemo).isPresent()) {
            progress.say("             loading the demo hospital ...");
            await(portal, DEMO_PATIENCE, portal::answers);
            progress.done("demo", "hospital loaded", loading);
        } else {
            await(portal, PATIENCE, portal::answers);
        }
    }

    private void bringUp(Part part) {
        long begin = System.nanoTime();
        boolean ran = !start(part);
        await(part, PATIENCE, part::answers);
        part.settle();
        progress.done(part.name(), ran ? "runs already" : "answers at " + part.endpoint(), begin);
    }

    /** @return whether it had to be started */
    private boolean start(Part part) {
        synchronized (started) {
            refuseIfAbandoned();
            if (part.process().running().isPresent()) {
                return false;
            }
            started.push(part);
        }
        part.start();
        if (abandoned) {
            part.stop();
        }
        return true;
    }

    private void await(Part part, Duration patience, java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            refuseIfAbandoned();
            if (part.process().running().isEmpty()) {
                throw new LauncherFailure("The " + part.name() + " ended while it was starting. See ./chartseal logs "
                        + part.name() + ", or " + installation.logs() + ".");
            }
            part.defect().ifPresent(defect -> {
                throw new LauncherFailure(
                        defect + " See ./chartseal logs " + part.name() + ", or " + installation.logs() + ".");
            });
            if (System.nanoTime() > deadline) {
                throw new LauncherFailure("The " + part.name() + " does not answer after " + patience.toSeconds()
                        + " s. See ./chartseal logs " + part.name() + ", or " + installation.logs() + ".");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(INTERVAL_MILLIS);
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

    private void abandon() {
        abandoned = true;
        progress.say("Interrupted: stopping what was started.");
        stopStarted();
    }

    private void stopStarted() {
        Optional<Part> part = next();
        while (part.isPresent()) {
            part.get().stop();
            part = next();
        }
    }

    private Optional<Part> next() {
        synchronized (started) {
            return Optional.ofNullable(started.poll());
        }
    }
}
