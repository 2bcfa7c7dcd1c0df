package org.chartseal.ledger.solo.state;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVReadHash;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWriteHash;
import org.jspecify.annotations.Nullable;

/** What one run read and wrote in one private data collection, in Fabric's two forms: for the block, and for its members. */
final class PrivateWrites {

    private final String collection;
    private final Map<String, KVReadHash> reads = new TreeMap<>(Utf8Order.COMPARATOR);
    private final Map<String, KVWriteHash> hashed = new TreeMap<>(Utf8Order.COMPARATOR);
    private final Map<String, KVWrite> writes = new TreeMap<>(Utf8Order.COMPARATOR);

    PrivateWrites(String collection) {
        this.collection = collection;
    }

    void read(String key, @Nullable KeyVersion version) {
        KVReadHash.Builder read = KVReadHash.newBuilder().setKeyHash(keyHash(key));
        if (version != null) {
            read.setVersion(version.toProto());
        }
        reads.put(key, read.build());
    }

    void write(String key, ByteString value, boolean purges) {
        boolean deletes = value.isEmpty();
        KVWriteHash.Builder hash = KVWriteHash.newBuilder()
                .setKeyHash(keyHash(key))
                .setIsDelete(deletes)
                .setIsPurge(purges);
        if (!deletes) {
            hash.setValueHash(HashedKeys.hash(value));
        }
        hashed.put(key, hash.build());
        writes.put(
                key,
                KVWrite.newBuilder()
                        .setKey(key)
                        .setIsDelete(deletes)
                        .setValue(value)
                        .build());
    }

    boolean isEmpty() {
        return writes.isEmpty();
    }

    CollectionHashedReadWriteSet forTheBlock() {
        CollectionHashedReadWriteSet.Builder set = CollectionHashedReadWriteSet.newBuilder()
                .setCollectionName(collection)
                .setHashedRwset(HashedRWSet.newBuilder()
                        .addAllHashedReads(reads.values())
                        .addAllHashedWrites(hashed.values())
                        .build()
                        .toByteString());
        if (!isEmpty()) {
            set.setPvtRwsetHash(HashedKeys.hash(forMembers().getRwset()));
        }
        return set.build();
    }

    CollectionPvtReadWriteSet forMembers() {
        return CollectionPvtReadWriteSet.newBuilder()
                .setCollectionName(collection)
                .setRwset(KVRWSet.newBuilder()
                        .addAllWrites(writes.values())
                        .build()
                        .toByteString())
                .build();
    }

    private static ByteString keyHash(String key) {
        return HashedKeys.hash(ByteString.copyFromUtf8(key));
    }
}
