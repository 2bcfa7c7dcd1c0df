package org.chartseal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** All bytes of a stream but its last {@link ObjectTrailer#LENGTH}; those are kept aside. */
final class BodyStream extends InputStream {

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;

    BodyStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (available() == 0 && !fill()) {
            return -1;
        }
        int count = Math.min(length, available());
        System.arraycopy(buffer, start, target, offset, count);
        start += count;
        return count;
    }

    @Override
    public int available() {
        return Math.max(0, end - start - ObjectTrailer.LENGTH);
    }

    /** Reads on until something can be handed out. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        while (available() == 0) {
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    /** The last bytes of the stream, once it was read to its end. */
    byte[] trailer() {
        return Arrays.copyOfRange(buffer, start, end);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
