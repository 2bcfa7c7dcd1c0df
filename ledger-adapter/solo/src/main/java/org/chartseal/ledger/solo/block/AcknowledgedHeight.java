package org.chartseal.ledger.solo.block;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.chartseal.ledger.solo.identity.PrivateFiles;

/**
 * How many blocks were durable when they were last reported, kept beside the chain. Written after each block's fsync and
 * never forced itself, so it may lag behind after a power loss but is never ahead: a chain with fewer blocks has lost some
 * that were acknowledged.
 */
final class AcknowledgedHeight implements Closeable {

    private static final int BYTES = Long.BYTES + Integer.BYTES;

    private final FileChannel file;

    private AcknowledgedHeight(FileChannel file) {
        this.file = file;
    }

    static AcknowledgedHeight open(Path path) throws IOException {
        return new AcknowledgedHeight(PrivateFiles.open(path));
    }

    /** The height last written; 0 when there is none that can be read. */
    long read() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        while (bytes.hasRemaining() && file.read(bytes, bytes.position()) >= 0) {
            // the file is shorter than one page
        }
        if (bytes.hasRemaining()) {
            return 0;
        }
        return bytes.getInt(Long.BYTES) == checksum(bytes) ? bytes.getLong(0) : 0;
    }

    void write(long height) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).putLong(height);
        bytes.putInt(checksum(bytes)).flip();
        while (bytes.hasRemaining()) {
            file.write(bytes, bytes.position());
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.slice(0, Long.BYTES));
        return (int) checksum.getValue();
    }
}
