package org.chartseal.launcher.backup;

import java.io.IOException;
import java.io.InputStream;

/** The content of one entry on its way through its part's digest. That it breaks off is damage, whoever reads. */
final class EntryStream extends InputStream {
    private final InputStream in;
    private final PartDigest part;

    EntryStream(InputStream in, PartDigest part) {
        this.in = in;
        this.part = part;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read;
        try {
            read = in.read(buffer, offset, length);
        } catch (IOException e) {
            throw new ArchiveDamaged("a part of it cannot be decrypted, or is missing", e);
        }
        if (read > 0) {
            part.update(buffer, offset, read);
        }
        return read;
    }

    /** The archive behind it stays open. */
    @Override
    public void close() {
        // nothing of its own
    }
}
