package org.chartseal.ledger.solo.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chartseal.ledger.solo.LedgerUnusable;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockHeader;

/**
 * The whole blocks that a chain's file has at one moment, read beside a ledger that may be appending to it: what is in such a file
 * never changes, and a block that is half written is none yet.
 */
public final class ChainCopy {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final long length;
    private final List<ByteString> hashes;

    private ChainCopy(Path file, long length, List<ByteString> hashes) {
        this.file = file;
        this.length = length;
        this.hashes = List.copyOf(hashes);
    }

    /** How long the chain's file in the folder is now; what comes behind that is not looked at. */
    public static long lengthNow(Path folder) throws IOException {
        return Files.size(fileIn(folder));
    }

    /**
     * Looks at the blocks in the first so many bytes of the file.
     *
     * @throws LedgerUnusable when one is damaged, or does not follow the one before
     */
    public static ChainCopy of(Path folder, long bytes) throws IOException {
        Path file = fileIn(folder);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            if (bytes < Long.BYTES || in.readLong() != BlockFile.MAGIC) {
                throw new LedgerUnusable(file + " is no block file that this version can read.");
            }
            return new Scan(file, in, bytes).toItsEnd();
        }
    }

    private static Path fileIn(Path folder) {
        return folder.resolve("blocks");
    }

    /** How many blocks there are. */
    public long height() {
        return hashes.size();
    }

    /** The hash of that block; empty when there is none. */
    public Optional<ByteString> hash(long number) {
        return number >= 0 && number < hashes.size() ? Optional.of(hashes.get((int) number)) : Optional.empty();
    }

    /** How many bytes of the file the whole blocks take. */
    public long length() {
        return length;
    }

    /** The file from its beginning; it may go on behind {@link #length}. The caller closes it. */
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    private static final class Scan {

        private final Path file;
        private final DataInputStream in;
        private final long bytes;
        private final List<ByteString> hashes = new ArrayList<>();
        private long end = Long.BYTES;

        Scan(Path file, DataInputStream in, long bytes) {
            this.file = file;
            this.in = in;
            this.bytes = bytes;
        }

        ChainCopy toItsEnd() throws IOException {
            while (bytes - end > BlockRecord.BYTES && next()) {
                // each is looked at as it comes
            }
            return new ChainCopy(file, end, hashes);
        }

        private boolean next() throws IOException {
            ByteBuffer head = ByteBuffer.wrap(in.readNBytes(BlockRecord.BYTES));
            if (!BlockRecord.isSound(head)) {
                require(isZero(head.array()) && restIsZero(), "its record is damaged");
                return false;
            }
            BlockRecord record = BlockRecord.read(head);
            long next = end + BlockRecord.BYTES + record.length();
            if (next > bytes) {
                return false;
            }
            byte[] block = in.readNBytes(record.length());
            if (!record.matches(block)) {
                require(next == bytes, "its content is damaged");
                return false;
            }
            require(record.number() == hashes.size(), "it is numbered " + record.number());
            follow(block);
            end = next;
            return true;
        }

        /** A power cut can leave a file longer than what was written to it. */
        private boolean restIsZero() throws IOException {
            for (long left = bytes - end - BlockRecord.BYTES; left > 0; ) {
                byte[] some = in.readNBytes((int) Math.min(BUFFER, left));
                if (some.length == 0 || !isZero(some)) {
                    return false;
                }
                left -= some.length;
            }
            return true;
        }

        private static boolean isZero(byte[] some) {
            for (byte one : some) {
                if (one != 0) {
                    return false;
                }
            }
            return true;
        }

        private void follow(byte[] bytesOfBlock) {
            try {
                Block block = Block.parseFrom(bytesOfBlock);
                BlockHeader header = block.getHeader();
                ByteString before = hashes.isEmpty() ? ByteString.EMPTY : hashes.get(hashes.size() - 1);
                require(header.getPreviousHash().equals(before), "it does not follow the block before");
                require(
                        header.getDataHash()
                                .equals(BlockHashes.ofData(block.getData().getDataList())),
                        "its transactions are not the ones that its header states");
                hashes.add(BlockHashes.ofHeader(header));
            } catch (InvalidProtocolBufferException e) {
                throw new LedgerUnusable(words("it cannot be read"), e);
            }
        }

        private void require(boolean sound, String problem) {
            if (!sound) {
                throw new LedgerUnusable(words(problem));
            }
        }

        private String words(String problem) {
            return "Block " + hashes.size() + " in " + file + " cannot be trusted: " + problem + ".";
        }
    }
}
