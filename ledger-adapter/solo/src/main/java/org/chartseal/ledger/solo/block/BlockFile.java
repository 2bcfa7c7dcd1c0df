package org.chartseal.ledger.solo.block;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.chartseal.ledger.solo.LedgerUnusable;
import org.chartseal.ledger.solo.identity.PrivateFiles;

/**
 * The file of blocks, only ever appended to. Opening it cuts off a last block that was not wholly written, and refuses
 * anything else that is not as it was written.
 */
public final class BlockFile implements Closeable {

    static final long MAGIC = 0x43485345_414C4201L; // "CHSEALB" and the version of the format
    private static final int SCAN_BYTES = 1 << 16;

    private final Path path;
    private final FileChannel file;
    private final AcknowledgedHeight acknowledged;
    private volatile FileChannel reading;
    private long end;
    private long height;
    private volatile boolean closed;

    private BlockFile(Path path, FileChannel file, FileChannel reading, AcknowledgedHeight acknowledged) {
        this.path = path;
        this.file = file;
        this.reading = reading;
        this.acknowledged = acknowledged;
    }

    /** Takes the blocks of a file, in order. It may read from the file whatever comes before. */
    @FunctionalInterface
    public interface Replay {

        /**
         * One block.
         *
         * @param number its place in the file
         * @param offset of its first byte in the file
         * @param block its bytes
         */
        void block(long number, long offset, byte[] block);
    }

    /** Opens the file in the folder, or creates it. It is of use after {@link #replay}. */
    public static BlockFile open(Path folder) throws IOException {
        PrivateFiles.createFolder(folder);
        Path path = folder.resolve("blocks");
        FileChannel file = PrivateFiles.open(path);
        return new BlockFile(
                path, file, PrivateFiles.open(path), AcknowledgedHeight.open(folder.resolve("acknowledged")));
    }

    /**
     * Replays the file's blocks; closes the file when that fails.
     *
     * @throws LedgerUnusable when a block is damaged or an acknowledged one is missing
     */
    public void replay(Replay replay) throws IOException {
        try {
            recover(replay);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** How many blocks the file has. */
    public long height() {
        return height;
    }

    /** How many bytes the file has. */
    public long length() {
        return end;
    }

    /**
     * Appends the block; it is durable when this returns.
     *
     * @return offset of the block's first byte in the file
     */
    public long append(byte[] block) throws IOException {
        ByteBuffer[] parts = {BlockRecord.of(height, block).head(), ByteBuffer.wrap(block)};
        file.position(end);
        while (parts[1].hasRemaining()) {
            file.write(parts);
        }
        file.force(false);
        long offset = end + BlockRecord.BYTES;
        end = offset + block.length;
        height++;
        acknowledged.write(height);
        return offset;
    }

    /** Reads bytes that were appended before. */
    public byte[] read(long offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (true) {
            FileChannel channel = reading;
            try {
                readFully(channel, bytes, offset);
                return bytes.array();
            } catch (ClosedByInterruptException interrupted) {
                throw new UncheckedIOException(interrupted);
            } catch (IOException e) {
                reopenAfter(channel, e);
                bytes.clear();
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        acknowledged.close();
        reading.close();
        file.close();
    }

    /** An interrupted thread closes the channel that it reads from, for everyone: open another. */
    private synchronized void reopenAfter(FileChannel channel, IOException cause) {
        if (closed || channel.isOpen()) {
            throw new UncheckedIOException(cause);
        }
        if (reading.equals(channel)) {
            try {
                reading = PrivateFiles.open(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void recover(Replay replay) throws IOException {
        long size = file.size();
        if (size < Long.BYTES) {
            begin();
        } else if (magic() != MAGIC) {
            throw new LedgerUnusable(path + " is no block file that this version of the ledger can read.");
        } else {
            end = Long.BYTES;
            long promised = acknowledged.read();
            while (end < size && replayNext(size, promised, replay)) {
                height++;
            }
        }
        cutTornTail(size);
    }

    private void begin() throws IOException {
        file.truncate(0);
        file.write(ByteBuffer.allocate(Long.BYTES).putLong(0, MAGIC), 0);
        file.force(true);
        PrivateFiles.syncFolderOf(path);
        end = Long.BYTES;
    }

    private long magic() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        readFully(file, bytes, 0);
        return bytes.getLong(0);
    }

    /** Replays the record at the end; answers false when it is a torn one. */
    private boolean replayNext(long size, long promised, Replay replay) throws IOException {
        if (size - end < BlockRecord.BYTES) {
            return false;
        }
        ByteBuffer head = ByteBuffer.allocate(BlockRecord.BYTES);
        readFully(file, head, end);
        if (!BlockRecord.isSound(head)) {
            if (height >= promised && isZero(end, size)) {
                return false;
            }
            throw damaged("its record is damaged");
        }
        BlockRecord record = BlockRecord.read(head);
        long offset = end + BlockRecord.BYTES;
        if (size - offset < record.length()) {
            return false;
        }
        byte[] block = new byte[record.length()];
        readFully(file, ByteBuffer.wrap(block), offset);
        if (!record.matches(block)) {
            if (height >= promised && offset + block.length == size) {
                return false;
            }
            throw damaged("its content is damaged");
        }
        if (record.number() != height) {
            throw damaged("it is numbered " + record.number());
        }
        replay.block(height, offset, block);
        end = offset + block.length;
        return true;
    }

    private void cutTornTail(long size) throws IOException {
        long promised = acknowledged.read();
        if (promised > height) {
            throw new LedgerUnusable("The chain in " + path + " was acknowledged up to block " + (promised - 1)
                    + " but ends with block " + (height - 1)
                    + ". Restore the file from a backup. Only if the loss is accepted, remove the file"
                    + " 'acknowledged' beside it.");
        }
        if (end < size) {
            file.truncate(end);
            file.force(true);
        }
    }

    private LedgerUnusable damaged(String what) {
        return new LedgerUnusable("Block " + height + " in " + path + " (at byte " + end + ") cannot be trusted: "
                + what + ". Restore the file from a backup; the ledger drops nothing by itself.");
    }

    private boolean isZero(long from, long size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SCAN_BYTES);
        for (long at = from; at < size; at += SCAN_BYTES) {
            bytes.clear().limit((int) Math.min(SCAN_BYTES, size - at));
            readFully(file, bytes, at);
            bytes.flip();
            while (bytes.hasRemaining()) {
                if (bytes.get() != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void readFully(FileChannel channel, ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, at);
            if (read < 0) {
                throw new IOException("the file ends before byte " + (at + bytes.remaining()));
            }
            at += read;
        }
    }
}
