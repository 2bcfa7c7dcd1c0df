package org.chartseal.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;
import org.chartseal.domain.documents.ContentPart;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.ChartsealException;

/**
 * A part of an object's content, decrypted segment by segment. Where a segment is not authentic or does not come, the rest is read from
 * an intact copy, if the storage has one.
 */
final class SealedSection extends InputStream {

    /** What a request for the beginning of an object asks for at most where the part lies elsewhere; a header is much shorter. */
    private static final int BEGINNING = 1 << 10;

    /** Opens the content as a whole, checked before. */
    @FunctionalInterface
    interface Intact {
        InputStream open();
    }

    private final Intact intact;
    private final long from;
    private final long length;
    private final byte[] segment = new byte[ObjectKey.SEGMENT_BYTES];
    private InputStream rest = InputStream.nullInputStream();
    private int start;
    private int end;
    private long loaded;
    private boolean replaced;

    private SealedSection(Intact intact, long from, long length) {
        this.intact = intact;
        this.from = from;
        this.length = length;
    }

    /** Throws what opening the whole content throws, when the first segment is not authentic and there is no intact copy. */
    static InputStream open(ObjectStore store, ObjectKey key, ObjectAddress address, ContentPart part, Intact intact) {
        SealedSection section = new SealedSection(intact, part.from(), part.length());
        try {
            section.rest = decrypting(store, key, address, part);
            section.load();
        } catch (IOException | ChartsealException notAuthentic) {
            section.replace(notAuthentic);
        }
        return section;
    }

    private static InputStream decrypting(ObjectStore store, ObjectKey key, ObjectAddress address, ContentPart part)
            throws IOException {
        long size = ObjectKey.encryptedSize(part.size());
        long end = ObjectKey.encryptedEnd(part.from() + part.length(), size);
        boolean atOnce = part.from() < ObjectKey.SEGMENT_BYTES;
        InputStream in = store.open(address, 0, atOnce ? BEGINNING + end : BEGINNING);
        try {
            ObjectHeader header = ObjectHeader.read(in);
            if (!header.equals(key.header())) {
                throw new IOException("committed to another key");
            }
            ObjectBody body = new ObjectBody(store, address, header.encoded().length, size, end);
            body.begin(in);
            SeekableByteChannel plain = key.cipher().newSeekableDecryptingChannel(body, key.associatedData());
            return new ChannelInput(plain.position(part.from()), body);
        } catch (GeneralSecurityException failure) {
            in.close();
            throw new IOException(failure);
        } catch (IOException | ChartsealException failure) {
            in.close();
            throw failure;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        if (start == end && !next()) {
            return -1;
        }
        int count = Math.min(wanted, end - start);
        System.arraycopy(segment, start, target, offset, count);
        start += count;
        return count;
    }

    /** A segment at a time, as it was decrypted. */
    @Override
    public long transferTo(OutputStream out) throws IOException {
        long count = 0;
        while (start < end || next()) {
            out.write(segment, start, end - start);
            count += end - start;
            start = end;
        }
        return count;
    }

    private boolean next() throws IOException {
        if (loaded == length) {
            return false;
        }
        try {
            load();
        } catch (IOException | ChartsealException notAuthentic) {
            if (replaced) {
                throw notAuthentic;
            }
            replaceLater(notAuthentic);
        }
        return true;
    }

    private void load() throws IOException {
        int wanted = (int) Math.min(ObjectKey.plainBytesToEndOfSegment(from + loaded), length - loaded);
        int read = wanted == 0 ? 0 : rest.read(segment, 0, wanted);
        if (read < 0) {
            throw new EOFException("the content ends early");
        }
        start = 0;
        end = read;
        loaded += read;
    }

    /** Nothing was handed out yet: what is wrong with the object may still be named. */
    private void replace(Exception because) {
        try {
            takeIntact();
        } catch (IOException failure) {
            failure.addSuppressed(because);
            throw KeptStore.unavailable(failure);
        }
    }

    private void replaceLater(Exception because) throws IOException {
        try {
            takeIntact();
        } catch (ChartsealException damaged) {
            damaged.addSuppressed(because);
            throw new IOException(damaged);
        }
    }

    private void takeIntact() throws IOException {
        rest.close();
        replaced = true;
        rest = intact.open();
        rest.skipNBytes(from + loaded);
        load();
    }

    @Override
    public void close() throws IOException {
        rest.close();
    }

    /** Reads a channel into whatever array it is given, without a copy in between. */
    private static final class ChannelInput extends InputStream {

        private final SeekableByteChannel channel;
        private final ObjectBody source;

        ChannelInput(SeekableByteChannel channel, ObjectBody source) {
            this.channel = channel;
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int wanted) throws IOException {
            return channel.read(ByteBuffer.wrap(target, offset, wanted));
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
