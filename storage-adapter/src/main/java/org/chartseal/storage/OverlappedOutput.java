package org.chartseal.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Has another thread write on what is written here, a few pieces behind, so that encrypting goes on while what is encrypted is digested
 * and goes to the disk. What has few pieces stays with the thread that writes. {@link #finish} returns when all is written; closing before
 * that gives the rest up. Either way the other thread does not use the stream behind it any more.
 */
final class OverlappedOutput extends OutputStream {

    /** Bytes that are written at once. */
    static final int PIECE = 1 << 16;
    /** So many pieces are written by the caller's thread. */
    static final int ALONE = 4;

    private static final int AHEAD = 8;
    private static final long LOOK_MILLIS = 100;
    private static final Piece END = new Piece(0);
    private static final ExecutorService WORKERS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "spool");
        thread.setDaemon(true);
        return thread;
    });

    private final OutputStream out;
    private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(AHEAD + 2);
    private final BlockingQueue<Piece> free = new ArrayBlockingQueue<>(AHEAD + 1);
    private Optional<Future<?>> worker = Optional.empty();
    private Piece filling = new Piece(PIECE);
    private int passed;

    OverlappedOutput(OutputStream out) {
        this.out = out;
    }

    private static final class Piece {
        private final byte[] bytes;
        private int length;

        Piece(int size) {
            bytes = new byte[size];
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        while (from < offset + length) {
            int count = Math.min(offset + length - from, PIECE - filling.length);
            System.arraycopy(bytes, from, filling.bytes, filling.length, count);
            filling.length += count;
            from += count;
            if (filling.length == PIECE) {
                pass();
            }
        }
    }

    private void pass() throws IOException {
        if (passed < ALONE) {
            passed++;
            writeOn(filling);
            return;
        }
        if (worker.isEmpty()) {
            for (int i = 0; i < AHEAD; i++) {
                free.add(new Piece(PIECE));
            }
            worker = Optional.of(WORKERS.submit(this::work));
        }
        hand(filling);
        filling = empty();
    }

    private void writeOn(Piece piece) throws IOException {
        out.write(piece.bytes, 0, piece.length);
        piece.length = 0;
    }

    /** The other thread's; ends early where it cannot write. */
    private Object work() throws IOException, InterruptedException {
        for (Piece piece = full.take(); piece != END; piece = full.take()) {
            writeOn(piece);
            free.add(piece);
        }
        return END;
    }

    private void hand(Piece piece) throws IOException {
        try {
            while (!full.offer(piece, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                failIfEnded();
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private Piece empty() throws IOException {
        try {
            Piece piece = free.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            while (piece == null) {
                failIfEnded();
                piece = free.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
            return piece;
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private void failIfEnded() throws IOException {
        if (worker.isPresent() && worker.get().isDone()) {
            await(worker.get());
        }
    }

    /** Returns when all is written. */
    void finish() throws IOException {
        if (worker.isEmpty()) {
            writeOn(filling);
            return;
        }
        hand(filling);
        hand(END);
        await(worker.get());
        worker = Optional.empty();
        filling = new Piece(PIECE);
    }

    private static void await(Future<?> work) throws IOException {
        try {
            work.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException failure) {
                // One of its own for each caller: closing after a failure fails again, and nothing is suppressed by
                // itself.
                throw failure instanceof StorageFailure ? new StorageFailure(failure) : new IOException(failure);
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private static InterruptedIOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(cause);
        return interrupted;
    }

    @Override
    public void close() {
        if (worker.isEmpty()) {
            return;
        }
        Future<?> ending = worker.get();
        worker = Optional.empty();
        full.clear();
        full.add(END);
        boolean interrupted = false;
        while (!ending.isDone()) {
            try {
                ending.get();
            } catch (ExecutionException alreadyTold) {
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
