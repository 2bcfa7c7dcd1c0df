package org.chartseal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectStore;

/**
 * The encrypted content of an object, between its header and its trailer, of which only that is fetched from the store what is read. What
 * is read one after the other comes by one request.
 */
final class ObjectBody implements SeekableByteChannel {

    private final ObjectStore store;
    private final ObjectAddress address;
    private final long offset;
    private final long size;
    private final long end;
    private InputStream open = InputStream.nullInputStream();
    private long openAt = -1;
    private long position;

    /**
     * Nothing is asked of the store yet.
     *
     * @param offset of the content in the object: the length of its header
     * @param size of the content in bytes, as it was stored
     * @param end behind the last byte of the content that is going to be read
     */
    ObjectBody(ObjectStore store, ObjectAddress address, long offset, long size, long end) {
        this.store = store;
        this.address = address;
        this.offset = offset;
        this.size = size;
        this.end = end;
    }

    /** Goes on with a stream that stands at the beginning of the content. */
    void begin(InputStream atBeginning) {
        open = atBeginning;
        openAt = 0;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        if (position >= end) {
            return -1;
        }
        if (openAt != position) {
            open.close();
            open = store.open(address, offset + position, end - position);
            openAt = position;
        }
        int wanted = (int) Math.min(target.remaining(), end - position);
        int read = open.read(target.array(), target.arrayOffset() + target.position(), wanted);
        if (read > 0) {
            target.position(target.position() + read);
            position += read;
            openAt = position;
        }
        return read;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long next) {
        position = next;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() throws IOException {
        open.close();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long shorter) {
        throw new NonWritableChannelException();
    }
}
