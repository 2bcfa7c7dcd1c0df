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
 * @param metadata where the key's metadata is; null when it has none
 * @param previous what the key had before
 */
public record KeyVersion(
        long block,
        int transaction,
        long offset,
        int length,
        @Nullable Place metadata,
        @Nullable KeyVersion previous) {

    private static final int DELETED = -1;

    /** A stretch of the block file. */
    public record Place(long offset, int length) {}

    /** A value that leaves the key the metadata it had. */
    public static KeyVersion value(
            long block, int transaction, long offset, int length, @Nullable KeyVersion previous) {
        Place metadata = previous == null ? null : previous.metadata;
        return new KeyVersion(block, transaction, offset, length, metadata, previous);
    }

    /** The key was deleted, and its metadata with it. */
    public static KeyVersion deletion(long block, int transaction, @Nullable KeyVersion previous) {
        return new KeyVersion(block, transaction, 0, DELETED, null, previous);
    }

    /** The value of this version with other metadata, as that transaction wrote it. */
    public KeyVersion withMetadata(long inBlock, int byTransaction, @Nullable Place other) {
        boolean sameTransaction = block == inBlock && transaction == byTransaction;
        return new KeyVersion(inBlock, byTransaction, offset, length, other, sameTransaction ? previous : this);
    }

    /** Whether the key has no value from here on. */
    public boolean isDeleted() {
        return length < 0;
    }

    /** Whether the transaction changed the metadata and left the value where it was. */
    public boolean isOfMetadataAlone() {
        return !isDeleted() && previous != null && previous.offset == offset && previous.length == length;
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
