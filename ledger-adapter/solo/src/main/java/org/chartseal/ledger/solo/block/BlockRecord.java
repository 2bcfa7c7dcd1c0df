package org.chartseal.ledger.solo.block;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What stands before each block in the file: its length, its number, a checksum of its bytes, and a checksum of these
 * three, so that a damaged length is not taken for a torn tail.
 *
 * @param length of the block in bytes
 * @param number of the block
 * @param checksum CRC-32C of the block's bytes
 */
record BlockRecord(int length, long number, int checksum) {

    static final int BYTES = Integer.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;

    private static final int SELF_CHECKED = BYTES - Integer.BYTES;

    static BlockRecord of(long number, byte[] block) {
        return new BlockRecord(block.length, number, checksumOf(ByteBuffer.wrap(block)));
    }

    /** Reads a record's head; says whether its own checksum is right. */
    static boolean isSound(ByteBuffer head) {
        return head.getInt(SELF_CHECKED) == checksumOf(head.slice(0, SELF_CHECKED)) && head.getInt(0) > 0;
    }

    static BlockRecord read(ByteBuffer head) {
        return new BlockRecord(head.getInt(0), head.getLong(Integer.BYTES), head.getInt(Integer.BYTES + Long.BYTES));
    }

    ByteBuffer head() {
        ByteBuffer head =
                ByteBuffer.allocate(BYTES).putInt(length).putLong(number).putInt(checksum);
        return head.putInt(checksumOf(head.slice(0, SELF_CHECKED))).flip();
    }

    boolean matches(byte[] block) {
        return checksum == checksumOf(ByteBuffer.wrap(block));
    }

    private static int checksumOf(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}
