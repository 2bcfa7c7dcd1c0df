package org.chartseal.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ends the wait for another machine that stays silent in the middle of an answer. */
final class PatientInput extends FilterInputStream {

    private final Duration patience;
    private volatile boolean silent;

    /** @param patience how long one read may wait */
    PatientInput(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        return waiting(in::read);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return waiting(() -> in.read(target, offset, length));
    }

    private int waiting(Read read) throws IOException {
        CompletableFuture<Boolean> alarm =
                new CompletableFuture<Boolean>().completeOnTimeout(true, patience.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> unused = alarm.thenAccept(this::giveUpIf);
        try {
            int result = read.run();
            refuseIfSilent();
            return result;
        } catch (IOException failure) {
            refuseIfSilent();
            throw failure;
        } finally {
            alarm.complete(false);
        }
    }

    private void giveUpIf(boolean late) {
        if (!late) {
            return;
        }
        silent = true;
        try {
            in.close();
        } catch (IOException theReaderIsToldAnyway) {
            // closing is what ends the wait
        }
    }

    private void refuseIfSilent() throws InterruptedIOException {
        if (silent) {
            throw new InterruptedIOException("no byte came within " + patience.toSeconds() + " s");
        }
    }

    @FunctionalInterface
    private interface Read {
        int run() throws IOException;
    }
}
