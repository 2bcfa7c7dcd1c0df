package org.chartseal.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Counts and digests what is read through it. */
final class MeasuredInput extends FilterInputStream {

    private final MessageDigest digest = Sha256.digest();
    private long count;

    MeasuredInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value >= 0) {
            digest.update((byte) value);
            count++;
        }
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, length);
        if (read > 0) {
            digest.update(target, offset, read);
            count += read;
        }
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        throw new IOException("what is not read cannot be measured");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    long count() {
        return count;
    }

    /** The digest of all that was read; ends the measuring. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
