package org.chartseal.storage;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Counts and digests what is written through it. */
final class MeasuredOutput extends FilterOutputStream {

    private final MessageDigest digest = Sha256.digest();
    private long count;

    MeasuredOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        digest.update((byte) value);
        count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        digest.update(bytes, offset, length);
        count += length;
    }

    long count() {
        return count;
    }

    /** The digest of all that was written; ends the measuring. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
