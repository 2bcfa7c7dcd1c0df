package org.chartseal.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.chartseal.domain.records.AnchorOutbox;
import org.chartseal.domain.records.AnchorOutbox.Progress;
import org.chartseal.ledger.fabric.FabricEvidenceLedger;
import org.chartseal.ledger.fabric.LedgerProfile;

/** The part of a portal that anchors, as a program of its own that a test can kill. */
public final class AnchoringWorker {

    private static final long PAUSE = Duration.ofMillis(20).toNanos();

    private AnchoringWorker() {}

    /** Arguments: the database's JDBC address, the ledger's connection profile. Runs until its input ends. */
    public static void main(String[] arguments) {
        endWithInput();
        try (Database database = new Database(arguments[0]);
                FabricEvidenceLedger ledger = new FabricEvidenceLedger(LedgerProfile.read(Path.of(arguments[1])))) {
            AnchorOutbox anchoring =
                    new AnchorOutbox(database, ledger, Executors.newCachedThreadPool()::execute, Clock.systemUTC());
            System.out.println("WORKING");
            while (!Thread.currentThread().isInterrupted()) {
                Progress progress = anchoring.step();
                if (!progress.more()) {
                    LockSupport.parkNanos(PAUSE);
                }
            }
        }
    }

    /** So that it does not outlive the test that started it. */
    private static void endWithInput() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nothing is said to it
                        }
                    } catch (IOException closed) {
                        // ended as well
                    }
                    Runtime.getRuntime().halt(0);
                },
                "input");
        watch.setDaemon(true);
        watch.start();
    }
}
