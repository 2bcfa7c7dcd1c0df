package org.chartseal.storage;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream from another machine whose length is known: where it ends early the connection broke off, which is an outage and not
 * a short object.
 */
final class WholeInput extends FilterInputStream {

    private final Runnable abort;
    private long left;

    /** @param abort gives the connection up, when the stream is closed before its end */
    WholeInput(InputStream in, long length, Runnable abort) {
        super(in);
        this.left = length;
        this.abort = abort;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        count(value < 0 ? -1 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, length);
        count(read);
        return read;
    }

    private void count(int read) throws EOFException {
        if (read >= 0) {
            left -= read;
        } else if (left > 0) {
            throw new EOFException("the storage broke off " + left + " bytes before the end");
        }
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = in.skip(n);
        left -= skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (left > 0) {
            abort.run();
        } else {
            in.close();
        }
    }
}
