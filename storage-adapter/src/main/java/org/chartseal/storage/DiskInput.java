package org.chartseal.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a store that does not answer from bytes that are not authentic, which Tink reports by the same exception. */
final class DiskInput extends FilterInputStream {

    DiskInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (IOException failure) {
            throw new Failure(failure);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (IOException failure) {
            throw new Failure(failure);
        }
    }

    /** The store did not deliver. */
    static final class Failure extends IOException {

        private static final long serialVersionUID = 1L;

        Failure(IOException cause) {
            super(cause);
        }
    }
}
