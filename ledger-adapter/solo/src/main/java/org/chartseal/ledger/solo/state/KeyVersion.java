package org.chartseal.ledger.solo.state;

import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version;
import org.jspecify.annotations.Nullable;

/**
 * One value that a key had, and the one before: state, history and snapshot at once. The value itself stays in the block
 * file.
 *
 * @param block that wrote it
 * @param transaction place of the writing transaction in that block
 * @param offset of the value in the block file
 * @param length of the value; negative when the key was deleted
 * @param previous what the key had before
 */
public record KeyVersion(
        long block,
        int transaction,
        long offset,
        int length,
        @Nullable KeyVersion previous) {

    private static final int DELETED = -1;

    /** The key was deleted. */
    public static KeyVersion deletion(long block, int transaction, @Nullable KeyVersion previous) {
        return new KeyVersion(block, transaction, 0, DELETED, previous);
    }

    /** Whether the key has no value from here on. */
    public boolean isDeleted() {
        return length < 0;
    }

    /** As it stands in a read set. */
    public Version toProto() {
        return Version.newBuilder().setBlockNum(block).setTxNum(transaction).build();
    }

    /** Whether a read set names this version. */
    boolean is(Version version) {
        return version.getBlockNum() == block && version.getTxNum() == transaction;
    }
}
