package org.chartseal.ledger.solo.privatedata;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chartseal.ledger.solo.LedgerUnusable;
import org.chartseal.ledger.solo.identity.PrivateFiles;
import org.chartseal.ledger.solo.state.HashedKeys;
import org.chartseal.ledger.solo.state.StateKey;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;

/**
 * What transactions wrote to private data, a file each. A file is durable before the transaction is endorsed, so no block can
 * be there without it; what a crash leaves behind between a block and here is put right at the next start.
 */
public final class PrivateValues {

    /** What was endorsed and never came into a block is kept so long. */
    static final Duration UNCOMMITTED = Duration.ofDays(30);

    private static final Pattern TRANSACTION = Pattern.compile("[0-9a-f]{64}");

    private final Path endorsed;
    private final Path committed;

    private PrivateValues(Path endorsed, Path committed) {
        this.endorsed = endorsed;
        this.committed = committed;
    }

    /** Opens the store in the folder, or creates it. */
    public static PrivateValues open(Path folder) throws IOException {
        PrivateValues values = new PrivateValues(folder.resolve("endorsed"), folder.resolve("committed"));
        PrivateFiles.createFolder(values.endorsed);
        PrivateFiles.createFolder(values.committed);
        return values;
    }

    /** Keeps what a transaction will write once it is committed; it is durable when this returns. */
    public void keep(String transactionId, TxPvtReadWriteSet writes) {
        try {
            PrivateFiles.write(endorsed.resolve(named(transactionId)), writes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value that a committed transaction wrote to that key; empty when it is not here, or was purged. */
    public Optional<ByteString> value(String transactionId, StateKey hashedKey) {
        for (Path folder : List.of(committed, endorsed)) {
            Optional<TxPvtReadWriteSet> writes = read(folder.resolve(named(transactionId)));
            if (writes.isPresent()) {
                return find(writes.get(), hashedKey);
            }
        }
        return Optional.empty();
    }

    /** The transaction is in a block: what it wrote is kept for good, or dropped when it is not valid. */
    public void settle(String transactionId, boolean valid) {
        Path file = endorsed.resolve(named(transactionId));
        try {
            if (!valid) {
                Files.deleteIfExists(file);
            } else if (Files.exists(file)) {
                Files.move(file, committed.resolve(named(transactionId)), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Destroys a key's values: those that committed transactions wrote, and those of transactions that no block has.
     *
     * @param transactionIds of the former
     */
    public void purge(StateKey hashedKey, List<String> transactionIds) {
        transactionIds.forEach(id -> remove(committed.resolve(named(id)), hashedKey));
        each(endorsed, file -> {
            if (isWhole(file)) {
                remove(file, hashedKey);
            }
        });
        try {
            PrivateFiles.syncFolderOf(committed.resolve("any"));
            PrivateFiles.syncFolderOf(endorsed.resolve("any"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Settles what a crash kept from being settled, and drops what nobody submitted in time.
     *
     * @param valid whether a transaction is valid in its block; empty when no block has it
     */
    public void settleAll(Function<String, Optional<Boolean>> valid, Instant now) {
        Predicate<Path> isOld = file -> lastModified(file).isBefore(now.minus(UNCOMMITTED));
        each(endorsed, file -> {
            String name = file.getFileName().toString();
            Optional<Boolean> settled = isWhole(file) ? valid.apply(name) : Optional.of(false);
            if (settled.isPresent()) {
                settle(name, settled.get());
            } else if (isOld.test(file)) {
                settle(name, false);
            }
        });
    }

    /** Whether it is named after a transaction: what is still being written is not. */
    private static boolean isWhole(Path file) {
        return TRANSACTION.matcher(file.getFileName().toString()).matches();
    }

    private static void remove(Path file, StateKey hashedKey) {
        Optional<TxPvtReadWriteSet> before = read(file);
        if (before.isEmpty() || find(before.get(), hashedKey).isEmpty()) {
            return;
        }
        try {
            TxPvtReadWriteSet after = without(before.get(), hashedKey);
            if (after.getNsPvtRwsetCount() == 0) {
                Files.delete(file);
            } else {
                PrivateFiles.write(file, after.toByteArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ByteString> find(TxPvtReadWriteSet writes, StateKey hashedKey) {
        return writes.getNsPvtRwsetList().stream()
                .flatMap(part -> part.getCollectionPvtRwsetList().stream()
                        .flatMap(collection -> keys(collection).getWritesList().stream()
                                .filter(write -> !write.getIsDelete() && is(hashedKey, part, collection, write))))
                .map(KVWrite::getValue)
                .findFirst();
    }

    private static TxPvtReadWriteSet without(TxPvtReadWriteSet writes, StateKey hashedKey) {
        TxPvtReadWriteSet.Builder left = writes.toBuilder().clearNsPvtRwset();
        for (NsPvtReadWriteSet part : writes.getNsPvtRwsetList()) {
            NsPvtReadWriteSet.Builder leftOfPart = part.toBuilder().clearCollectionPvtRwset();
            for (CollectionPvtReadWriteSet collection : part.getCollectionPvtRwsetList()) {
                KVRWSet.Builder keys = keys(collection).toBuilder().clearWrites();
                keys(collection).getWritesList().stream()
                        .filter(write -> !is(hashedKey, part, collection, write))
                        .forEach(keys::addWrites);
                if (keys.getWritesCount() > 0) {
                    leftOfPart.addCollectionPvtRwset(
                            collection.toBuilder().setRwset(keys.build().toByteString()));
                }
            }
            if (leftOfPart.getCollectionPvtRwsetCount() > 0) {
                left.addNsPvtRwset(leftOfPart);
            }
        }
        return left.build();
    }

    private static boolean is(
            StateKey hashedKey, NsPvtReadWriteSet part, CollectionPvtReadWriteSet collection, KVWrite write) {
        ByteString keyHash = HashedKeys.hash(ByteString.copyFromUtf8(write.getKey()));
        return HashedKeys.key(part.getNamespace(), collection.getCollectionName(), keyHash)
                .equals(hashedKey);
    }

    private static KVRWSet keys(CollectionPvtReadWriteSet collection) {
        try {
            return KVRWSet.parseFrom(collection.getRwset());
        } catch (InvalidProtocolBufferException e) {
            throw new LedgerUnusable(
                    "Private data of collection " + collection.getCollectionName() + " is damaged.", e);
        }
    }

    private static Optional<TxPvtReadWriteSet> read(Path file) {
        try {
            return Optional.of(TxPvtReadWriteSet.parseFrom(Files.readAllBytes(file)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            throw new LedgerUnusable("The private data in " + file + " is damaged. Restore it from a backup.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void each(Path folder, java.util.function.Consumer<Path> work) {
        try (Stream<Path> files = Files.list(folder)) {
            files.toList().forEach(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A transaction's id as a file's name; what is none cannot be found. */
    private static String named(String transactionId) {
        return transactionId.replaceAll("[^0-9A-Za-z.]", "_");
    }
}
