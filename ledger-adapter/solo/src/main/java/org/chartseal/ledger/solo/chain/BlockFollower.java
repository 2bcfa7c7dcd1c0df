package org.chartseal.ledger.solo.chain;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperledger.fabric.protos.common.Block;
import org.jspecify.annotations.Nullable;

/**
 * Hands the blocks of the chain to a client's stream, one after the other, as fast as the client takes them, and waits for
 * further ones without holding a thread.
 */
public final class BlockFollower {

    private final Chain chain;
    private final ServerCallStreamObserver<?> client;
    private final Executor executor;
    private final AtomicInteger wakes = new AtomicInteger();
    private final Runnable wake = this::wake;
    private @Nullable Task task;
    private volatile boolean stopped;

    /** Takes one block for the client. */
    @FunctionalInterface
    public interface Sender {

        /** Sends what the client wants of the block; answers false when this was the last. */
        boolean send(Block block);
    }

    private static final class Task {
        private final Sender sender;
        private long next;

        private Task(Sender sender, long next) {
            this.sender = sender;
            this.next = next;
        }
    }

    /** For this client. To be made while the call is being opened. */
    public BlockFollower(Chain chain, ServerCallStreamObserver<?> client, Executor executor) {
        this.chain = chain;
        this.client = client;
        this.executor = executor;
        client.setOnReadyHandler(wake);
        client.setOnCancelHandler(this::stop);
        chain.follow(wake);
    }

    /** Begins to send from that block on. The follower before must have ended. */
    public void follow(long first, Sender sender) {
        synchronized (this) {
            task = new Task(sender, first);
        }
        wake();
    }

    /** Sends nothing more. */
    public void stop() {
        stopped = true;
        chain.unfollow(wake);
    }

    private void wake() {
        if (!stopped && wakes.getAndIncrement() == 0) {
            executor.execute(this::pump);
        }
    }

    private void pump() {
        int seen = 1;
        do {
            seen = wakes.get();
            try {
                sendAll();
            } catch (RuntimeException e) {
                stop();
                client.onError(io.grpc.Status.INTERNAL
                        .withDescription("the block cannot be sent")
                        .withCause(e)
                        .asRuntimeException());
            }
        } while (wakes.addAndGet(-seen) != 0);
    }

    private synchronized void sendAll() {
        Task current = task;
        while (current != null && !stopped && client.isReady() && current.next < chain.height()) {
            if (!current.sender.send(chain.block(current.next++))) {
                task = task == current ? null : task;
                current = task;
            }
        }
    }
}
