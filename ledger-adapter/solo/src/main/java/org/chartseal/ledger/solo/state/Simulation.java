package org.chartseal.ledger.solo.state;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.ledger.rwset.NsPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataEntry;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.RangeQueryInfo;
import org.jspecify.annotations.Nullable;

/**
 * One run of the contract against the state as it was when the run began. Notes what was read and written; a run never
 * reads its own writes. Used by one thread at a time.
 */
public final class Simulation {

    private static final String LIFECYCLE = "_lifecycle";

    private final WorldState state;
    private final String namespace;
    private final long height;
    private final Map<String, KVRead> reads = new TreeMap<>(Utf8Order.COMPARATOR);
    private final Map<String, KVWrite> writes = new TreeMap<>(Utf8Order.COMPARATOR);
    private final Map<String, KVMetadataWrite> metadataWrites = new TreeMap<>(Utf8Order.COMPARATOR);
    private final List<RangeScan> scans = new ArrayList<>();
    private final Map<String, PrivateWrites> collections = new TreeMap<>(Utf8Order.COMPARATOR);
    private boolean paginated;

    /**
     * A run of the contract with that name.
     *
     * @param height of the chain that it sees
     */
    public Simulation(WorldState state, String namespace, long height) {
        this.state = state;
        this.namespace = namespace;
        this.height = height;
    }

    /** Reads a key and notes that it did. */
    public @Nullable KeyVersion read(String key) {
        KeyVersion version = state.value(new StateKey(namespace, key), height);
        reads.put(key, readOf(key, version));
        return version;
    }

    /** Writes a key; an empty value deletes it. */
    public void write(String key, ByteString value) {
        checkWritable(key);
        writes.put(
                key,
                KVWrite.newBuilder()
                        .setKey(key)
                        .setIsDelete(value.isEmpty())
                        .setValue(value)
                        .build());
    }

    /** Reads the hash of a private key's value and notes that it did. */
    public @Nullable KeyVersion readHash(String collection, String key) {
        KeyVersion version = state.value(privateKey(collection, key), height);
        collection(collection).read(key, version);
        return version;
    }

    /** Writes a private key; an empty value deletes it. */
    public void writePrivate(String collection, String key, ByteString value) {
        checkWritable(key);
        collection(collection).write(key, value, false);
    }

    /** Deletes a private key, and all values that it had, for good. */
    public void purgePrivate(String collection, String key) {
        checkWritable(key);
        collection(collection).write(key, ByteString.EMPTY, true);
    }

    /** Where the state keeps the hashes of a private key. */
    public StateKey privateKey(String collection, String key) {
        return HashedKeys.key(namespace, collection, key);
    }

    private PrivateWrites collection(String name) {
        return collections.computeIfAbsent(name, PrivateWrites::new);
    }

    /** Replaces a key's metadata by that one entry. */
    public void writeMetadata(String key, String name, ByteString value) {
        checkWritable(key);
        metadataWrites.put(
                key,
                KVMetadataWrite.newBuilder()
                        .setKey(key)
                        .addEntries(KVMetadataEntry.newBuilder().setName(name).setValue(value))
                        .build());
    }

    private void checkWritable(String key) {
        if (paginated) {
            throw new SimulationRefused("a transaction that used a paginated query cannot write");
        }
        if (key.isEmpty()) {
            throw new SimulationRefused("a key cannot be empty");
        }
    }

    /** Scans a range of keys and notes what it saw. */
    public RangeScan scan(String start, String end) {
        RangeScan scan = new RangeScan(state.range(namespace, start, end, false, height), start, end);
        scans.add(scan);
        return scan;
    }

    /** Scans a range of keys for one page. A run with pages cannot write. */
    public RangeScan scanPage(String start, String end) {
        if (!writes.isEmpty() || !metadataWrites.isEmpty() || hasPrivateWrites()) {
            throw new SimulationRefused("a transaction that has written cannot use a paginated query");
        }
        paginated = true;
        return scan(start, end);
    }

    /**
     * Values of a key from the newest to the oldest; a change of its metadata alone is none. A query of history is not noted,
     * as in Fabric.
     */
    public Iterator<KeyVersion> history(String key) {
        return new Iterator<>() {
            private @Nullable KeyVersion next = value(state.newest(new StateKey(namespace, key), height));

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public KeyVersion next() {
                KeyVersion version = next;
                if (version == null) {
                    throw new java.util.NoSuchElementException();
                }
                next = value(version.previous());
                return version;
            }

            private static @Nullable KeyVersion value(@Nullable KeyVersion newest) {
                KeyVersion version = newest;
                while (version != null && version.isOfMetadataAlone()) {
                    version = version.previous();
                }
                return version;
            }
        };
    }

    /** What the run read and wrote, in Fabric's layout. */
    public TxReadWriteSet result() {
        TxReadWriteSet.Builder result = TxReadWriteSet.newBuilder()
                .setDataModel(TxReadWriteSet.DataModel.KV)
                .addNsRwset(lifecycle());
        KVRWSet own = KVRWSet.newBuilder()
                .addAllReads(reads.values())
                .addAllRangeQueriesInfo(queries())
                .addAllWrites(writes.values())
                .addAllMetadataWrites(metadataWrites.values())
                .build();
        if (own.getSerializedSize() > 0 || !collections.isEmpty()) {
            result.addNsRwset(NsReadWriteSet.newBuilder()
                    .setNamespace(namespace)
                    .setRwset(own.toByteString())
                    .addAllCollectionHashedRwset(collections.values().stream()
                            .map(PrivateWrites::forTheBlock)
                            .toList()));
        }
        return result.build();
    }

    /** Whether the run wrote anything private. */
    public boolean hasPrivateWrites() {
        return collections.values().stream().anyMatch(each -> !each.isEmpty());
    }

    /** What the run wrote that no block holds, in Fabric's layout. */
    public TxPvtReadWriteSet privateResult() {
        return TxPvtReadWriteSet.newBuilder()
                .setDataModel(TxReadWriteSet.DataModel.KV)
                .addNsPvtRwset(NsPvtReadWriteSet.newBuilder()
                        .setNamespace(namespace)
                        .addAllCollectionPvtRwset(collections.values().stream()
                                .filter(each -> !each.isEmpty())
                                .map(PrivateWrites::forMembers)
                                .toList()))
                .build();
    }

    /** Fabric reads the contract's definition in every run; here none was ever written. */
    private NsReadWriteSet lifecycle() {
        return NsReadWriteSet.newBuilder()
                .setNamespace(LIFECYCLE)
                .setRwset(KVRWSet.newBuilder()
                        .addReads(KVRead.newBuilder().setKey("namespaces/fields/" + namespace + "/Sequence"))
                        .build()
                        .toByteString())
                .build();
    }

    private List<RangeQueryInfo> queries() {
        Map<List<Object>, RangeQueryInfo> distinct = new LinkedHashMap<>();
        for (RangeScan scan : scans) {
            RangeQueryInfo query = scan.query();
            distinct.putIfAbsent(List.of(query.getStartKey(), query.getEndKey(), query.getItrExhausted()), query);
        }
        return List.copyOf(distinct.values());
    }

    private static KVRead readOf(String key, @Nullable KeyVersion version) {
        KVRead.Builder read = KVRead.newBuilder().setKey(key);
        if (version != null) {
            read.setVersion(version.toProto());
        }
        return read.build();
    }

    /** A scan under way. It notes only as far as it was read. */
    public static final class RangeScan implements Iterator<Map.Entry<String, KeyVersion>> {

        private final Iterator<Map.Entry<String, KeyVersion>> entries;
        private final RangeReads seen = new RangeReads(RangeReads.DEGREE);
        private final RangeQueryInfo.Builder query = RangeQueryInfo.newBuilder();
        private final String end;

        private RangeScan(Iterator<Map.Entry<String, KeyVersion>> entries, String start, String end) {
            this.entries = entries;
            this.end = end;
            query.setStartKey(start);
        }

        /** Whether there is more; once there is not, the scan counts as exhausted. */
        @Override
        public boolean hasNext() {
            if (entries.hasNext()) {
                return true;
            }
            query.setItrExhausted(true).setEndKey(end);
            return false;
        }

        @Override
        public Map.Entry<String, KeyVersion> next() {
            Map.Entry<String, KeyVersion> entry = entries.next();
            seen.add(readOf(entry.getKey(), entry.getValue()));
            query.setEndKey(entry.getKey());
            return entry;
        }

        /** The key that a further page would begin with, not noted as read; empty when there is none. */
        public String bookmark() {
            return entries.hasNext() ? entries.next().getKey() : "";
        }

        private RangeQueryInfo query() {
            seen.finish(query);
            return query.build();
        }
    }
}
