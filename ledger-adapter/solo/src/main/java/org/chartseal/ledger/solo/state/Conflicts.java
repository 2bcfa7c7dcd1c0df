package org.chartseal.ledger.solo.state;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVReadHash;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWriteHash;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.jspecify.annotations.Nullable;

/**
 * Fabric's rule for conflicts, for the transactions of one block in their order: what a transaction read must still be
 * what the chain and the valid transactions before it in the block have written.
 */
public final class Conflicts {

    private final WorldState state;
    private final long block;
    private final Map<String, NavigableMap<String, KeyVersion>> written = new HashMap<>();

    /** For the block with that number, on top of all blocks before it. */
    public Conflicts(WorldState state, long block) {
        this.state = state;
        this.block = block;
    }

    /** Judges the next transaction; if it is valid, its writes count from here on. */
    public TxValidationCode judge(int transaction, TxReadWriteSet set) throws InvalidProtocolBufferException {
        for (NsReadWriteSet part : set.getNsRwsetList()) {
            KVRWSet keys = KVRWSet.parseFrom(part.getRwset());
            for (KVRead read : keys.getReadsList()) {
                if (!isCurrent(part.getNamespace(), read)) {
                    return TxValidationCode.MVCC_READ_CONFLICT;
                }
            }
            for (RangeQueryInfo query : keys.getRangeQueriesInfoList()) {
                if (!isCurrent(part.getNamespace(), query)) {
                    return TxValidationCode.PHANTOM_READ_CONFLICT;
                }
            }
            if (!hashedReadsAreCurrent(part)) {
                return TxValidationCode.MVCC_READ_CONFLICT;
            }
        }
        for (NsReadWriteSet part : set.getNsRwsetList()) {
            KVRWSet keys = KVRWSet.parseFrom(part.getRwset());
            for (KVWrite write : keys.getWritesList()) {
                remember(transaction, part.getNamespace(), write);
            }
            for (KVMetadataWrite write : keys.getMetadataWritesList()) {
                remember(transaction, part.getNamespace(), write);
            }
            for (CollectionHashedReadWriteSet collection : part.getCollectionHashedRwsetList()) {
                for (KVWriteHash write :
                        HashedRWSet.parseFrom(collection.getHashedRwset()).getHashedWritesList()) {
                    StateKey key =
                            HashedKeys.key(part.getNamespace(), collection.getCollectionName(), write.getKeyHash());
                    remember(
                            transaction,
                            key.namespace(),
                            KVWrite.newBuilder()
                                    .setKey(key.key())
                                    .setIsDelete(write.getIsDelete())
                                    .setValue(write.getValueHash())
                                    .build());
                }
            }
        }
        return TxValidationCode.VALID;
    }

    private boolean hashedReadsAreCurrent(NsReadWriteSet part) throws InvalidProtocolBufferException {
        for (CollectionHashedReadWriteSet collection : part.getCollectionHashedRwsetList()) {
            for (KVReadHash read :
                    HashedRWSet.parseFrom(collection.getHashedRwset()).getHashedReadsList()) {
                StateKey key = HashedKeys.key(part.getNamespace(), collection.getCollectionName(), read.getKeyHash());
                KVRead.Builder plain = KVRead.newBuilder().setKey(key.key());
                if (read.hasVersion()) {
                    plain.setVersion(read.getVersion());
                }
                if (!isCurrent(key.namespace(), plain.build())) {
                    return false;
                }
            }
        }
        return true;
    }

    private void remember(int transaction, String namespace, KVWrite write) {
        KeyVersion version = write.getIsDelete()
                ? KeyVersion.deletion(block, transaction, null)
                : KeyVersion.value(block, transaction, 0, write.getValue().size(), null);
        written(namespace).put(write.getKey(), version);
    }

    /** Metadata gives a key that has a value a new version, and is nothing to one that has none. */
    private void remember(int transaction, String namespace, KVMetadataWrite write) {
        NavigableMap<String, KeyVersion> inBlock = written(namespace);
        KeyVersion before = inBlock.get(write.getKey());
        if (before == null) {
            before = state.value(new StateKey(namespace, write.getKey()), block);
        }
        if (before != null && !before.isDeleted()) {
            inBlock.put(write.getKey(), before.withMetadata(block, transaction, null));
        }
    }

    private NavigableMap<String, KeyVersion> written(String namespace) {
        return written.computeIfAbsent(namespace, name -> new TreeMap<>(Utf8Order.COMPARATOR));
    }

    private boolean isCurrent(String namespace, KVRead read) {
        NavigableMap<String, KeyVersion> inBlock = written.get(namespace);
        if (inBlock != null && inBlock.containsKey(read.getKey())) {
            return false;
        }
        KeyVersion committed = state.value(new StateKey(namespace, read.getKey()), block);
        return committed == null ? !read.hasVersion() : read.hasVersion() && committed.is(read.getVersion());
    }

    private boolean isCurrent(String namespace, RangeQueryInfo query) {
        RangeReads now = new RangeReads(
                query.hasReadsMerkleHashes() ? query.getReadsMerkleHashes().getMaxDegree() : Integer.MAX_VALUE);
        Iterator<Map.Entry<String, KeyVersion>> entries = rangeNow(namespace, query);
        while (entries.hasNext()) {
            Map.Entry<String, KeyVersion> entry = entries.next();
            now.add(KVRead.newBuilder()
                    .setKey(entry.getKey())
                    .setVersion(entry.getValue().toProto())
                    .build());
        }
        RangeQueryInfo.Builder actual = query.toBuilder().clearReadsInfo();
        now.finish(actual);
        return actual.build().equals(query);
    }

    /** The range as the chain and the block so far have it. */
    private Iterator<Map.Entry<String, KeyVersion>> rangeNow(String namespace, RangeQueryInfo query) {
        boolean endIncluded = !query.getItrExhausted();
        Iterator<Map.Entry<String, KeyVersion>> committed =
                state.range(namespace, query.getStartKey(), query.getEndKey(), endIncluded, block);
        @Nullable NavigableMap<String, KeyVersion> inBlock = written.get(namespace);
        if (inBlock == null) {
            return committed;
        }
        NavigableMap<String, KeyVersion> merged = new TreeMap<>(Utf8Order.COMPARATOR);
        committed.forEachRemaining(entry -> merged.put(entry.getKey(), entry.getValue()));
        merged.putAll(WorldState.keys(inBlock, query.getStartKey(), query.getEndKey(), endIncluded));
        merged.values().removeIf(KeyVersion::isDeleted);
        return merged.entrySet().iterator();
    }
}
