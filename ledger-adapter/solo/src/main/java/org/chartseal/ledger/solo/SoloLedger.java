package org.chartseal.ledger.solo;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A ledger for one machine that a Fabric client takes for a peer with its network. It is tamper-evident and not
 * decentralised: one organisation, one endorser, one orderer, all in this process.
 */
public final class SoloLedger {

    private static final Logger LOG = System.getLogger(SoloLedger.class.getName());
    private static final int FAILED = 1;

    private SoloLedger() {}

    /**
     * Starts a ledger in this process.
     *
     * @param port to answer on; 0 for a free one
     * @throws LedgerUnusable when it cannot start; the message says why
     */
    public static RunningLedger start(Path dataDir, int port) {
        return start(SoloOptions.of(dataDir, port));
    }

    /**
     * Starts a ledger in this process.
     *
     * @throws LedgerUnusable when it cannot start; the message says why
     */
    public static RunningLedger start(SoloOptions options) {
        return SoloNode.start(options, failure -> LOG.log(Level.ERROR, "a block could not be written", failure));
    }

    /**
     * Runs a ledger until it is told to stop by a signal. Prints one line {@code READY host:port} once it serves. When it
     * cannot start or go on, it says why and ends with status 1.
     */
    public static void main(String... arguments) throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(1);
        try {
            RunningLedger ledger = SoloNode.start(SoloOptions.parse(arguments), failure -> {
                LOG.log(Level.ERROR, "A block could not be written; the ledger stops.", failure);
                failed.countDown();
            });
            Runtime.getRuntime().addShutdownHook(new Thread(ledger::close, "stop"));
            System.out.println("READY " + ledger.endpoint());
            System.out.flush();
            failed.await();
        } catch (LedgerUnusable unusable) {
            System.err.println(unusable.getMessage());
        } catch (RuntimeException unforeseen) {
            LOG.log(Level.ERROR, "The ledger failed to start.", unforeseen);
        }
        System.exit(FAILED);
    }
}
