package org.chartseal.ledger.solo.chain;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chartseal.ledger.solo.block.BlockFile;
import org.chartseal.ledger.solo.chain.BlockWrites.Write;
import org.chartseal.ledger.solo.state.KeyVersion;
import org.chartseal.ledger.solo.state.KeyVersion.Place;
import org.chartseal.ledger.solo.state.StateKey;
import org.chartseal.ledger.solo.state.WorldState;
import org.jspecify.annotations.Nullable;

/** The state that follows from the blocks; values and metadata stay in the blocks' file. */
final class StoredState {

    private final WorldState versions = new WorldState();
    private final BlockFile file;

    StoredState(BlockFile file) {
        this.file = file;
    }

    WorldState versions() {
        return versions;
    }

    ByteString value(KeyVersion version) {
        return version.isDeleted() ? ByteString.EMPTY : read(new Place(version.offset(), version.length()));
    }

    /** A key's metadata as it was written, or nothing. */
    ByteString metadata(KeyVersion version) {
        Place place = version.metadata();
        return place == null ? ByteString.EMPTY : read(place);
    }

    /** What the key's metadata is in blocks before that one. */
    ByteString metadataBefore(long number, StateKey key) {
        KeyVersion version = versions.value(key, number);
        return version == null ? ByteString.EMPTY : metadata(version);
    }

    private ByteString read(Place place) {
        return ByteString.copyFrom(file.read(place.offset(), place.length()));
    }

    /** The hash of what the block's valid transactions change. */
    CommitHash hash(long number) {
        return new CommitHash(
                number, key -> Optional.ofNullable(versions.value(key, number)).map(this::value));
    }

    /** The same, read from a block that is in the file. */
    CommitHash hash(long number, byte[] block) {
        CommitHash hash = hash(number);
        BlockWrites.each(block, write -> {
            switch (write.kind()) {
                case VALUE, DELETION, PURGE ->
                    hash.add(
                            write.transaction(),
                            write.key(),
                            write.kind() != BlockWrites.Kind.VALUE,
                            ByteString.copyFrom(write.bytes().copy()));
                case METADATA -> hash.addMetadata(write.transaction(), write.key());
            }
        });
        return hash;
    }

    /**
     * A private key's values are to be destroyed.
     *
     * @param before the versions of it that have them
     */
    record Purge(StateKey key, List<KeyVersion> before) {}

    /**
     * Adds what the block's valid transactions changed.
     *
     * @return what they purged
     */
    List<Purge> apply(long number, long offset, byte[] block) {
        List<Purge> purges = new ArrayList<>();
        BlockWrites.each(block, write -> {
            KeyVersion version = next(number, offset, write, versions.newest(write.key()));
            if (version != null) {
                versions.add(write.key(), version);
            }
            if (write.kind() == BlockWrites.Kind.PURGE) {
                purges.add(new Purge(write.key(), valuesBefore(version)));
            }
        });
        return purges;
    }

    private static List<KeyVersion> valuesBefore(@Nullable KeyVersion purge) {
        List<KeyVersion> values = new ArrayList<>();
        for (KeyVersion each = purge; each != null; each = each.previous()) {
            if (!each.isDeleted()) {
                values.add(each);
            }
        }
        return values;
    }

    private static @Nullable KeyVersion next(long number, long offset, Write write, @Nullable KeyVersion before) {
        Place place = new Place(offset + write.bytes().start(), write.bytes().length());
        return switch (write.kind()) {
            case VALUE -> KeyVersion.value(number, write.transaction(), place.offset(), place.length(), before);
            case DELETION, PURGE -> KeyVersion.deletion(number, write.transaction(), before);
            case METADATA ->
                before == null || before.isDeleted() ? null : before.withMetadata(number, write.transaction(), place);
        };
    }
}
