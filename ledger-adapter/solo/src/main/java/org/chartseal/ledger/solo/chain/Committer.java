package org.chartseal.ledger.solo.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.chartseal.ledger.solo.block.BlockLimits;
import org.chartseal.ledger.solo.block.BlockSigner;
import org.chartseal.ledger.solo.transaction.Submitted;
import org.jspecify.annotations.Nullable;

/**
 * Orders what is submitted, cuts it into blocks and commits them, on a thread of its own. Without a timeout a block takes
 * what has gathered while the one before was written.
 */
public final class Committer implements AutoCloseable {

    private static final int WAITING_AT_MOST = 10_000;

    private final Chain chain;
    private final BlockSigner signer;
    private final BlockLimits limits;
    private final Consumer<Throwable> onFailure;
    private final BlockingQueue<Optional<Submitted>> queue = new LinkedBlockingQueue<>(WAITING_AT_MOST);
    private final Thread thread = new Thread(this::run, "committer");
    private @Nullable Submitted next;
    private volatile boolean stopping;

    /**
     * Starts to commit.
     *
     * @param onFailure hears when a block could not be written; nothing is committed after that
     */
    public static Committer start(Chain chain, BlockSigner signer, BlockLimits limits, Consumer<Throwable> onFailure) {
        Committer committer = new Committer(chain, signer, limits, onFailure);
        committer.thread.start();
        return committer;
    }

    private Committer(Chain chain, BlockSigner signer, BlockLimits limits, Consumer<Throwable> onFailure) {
        this.chain = chain;
        this.signer = signer;
        this.limits = limits;
        this.onFailure = onFailure;
    }

    /** Queues the transaction; answers false when too many wait or no more are taken. */
    public boolean submit(Submitted transaction) {
        return !stopping && thread.isAlive() && queue.offer(Optional.of(transaction));
    }

    /** Stops after the block that is being written. What still waits is dropped: nobody was told that it is committed. */
    @Override
    public void close() {
        stopping = true;
        while (!queue.offer(Optional.empty())) {
            queue.clear();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                List<Submitted> block = nextBlock();
                if (!block.isEmpty()) {
                    chain.commit(block, signer);
                }
            }
        } catch (InterruptedException | IOException | RuntimeException e) {
            stopping = true;
            onFailure.accept(e);
        }
    }

    private List<Submitted> nextBlock() throws InterruptedException {
        List<Submitted> block = new ArrayList<>();
        int bytes = 0;
        long until = Long.MAX_VALUE;
        Optional<Submitted> more = next == null ? queue.take() : Optional.of(next);
        next = null;
        while (more != null && more.isPresent()) {
            bytes += more.get().envelope().size();
            if (!block.isEmpty() && bytes > limits.preferredBytes()) {
                next = more.get();
                return block;
            }
            if (block.isEmpty()) {
                until = System.nanoTime() + limits.timeout().toNanos();
            }
            block.add(more.get());
            if (block.size() == limits.transactions()) {
                return block;
            }
            more = queue.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        return block;
    }
}
