package org.chartseal.storage;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Tells a failing disk from content that breaks off. */
final class StorageFailure extends IOException {

    private static final long serialVersionUID = 1L;

    StorageFailure(IOException cause) {
        super(cause);
    }

    /** A stream to a disk, whose failures are the disk's. */
    static final class DiskStream extends FilterOutputStream {

        DiskStream(OutputStream disk) {
            super(disk);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException failure) {
                throw new StorageFailure(failure);
            }
        }
    }
}
