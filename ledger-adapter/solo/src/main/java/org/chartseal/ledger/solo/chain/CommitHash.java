package org.chartseal.ledger.solo.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.chartseal.ledger.solo.block.BlockHashes;
import org.chartseal.ledger.solo.state.HashedKeys;
import org.chartseal.ledger.solo.state.StateKey;
import org.chartseal.ledger.solo.state.Utf8Order;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;

/**
 * The hash that ties the outcome of a block to the outcomes of all blocks before it, as Fabric computes it: over the
 * validation codes, the updates of the state in order, and the hash before.
 */
final class CommitHash {

    private static final int NAMESPACE = 1;
    private static final int COLLECTION = 2;
    private static final int KEY = 3;
    private static final int IS_DELETE = 4;
    private static final int VALUE = 5;
    private static final int VERSION = 6;
    private static final int UPDATE = 1;

    private final Map<String, Map<String, Update>> updates = new TreeMap<>(Utf8Order.COMPARATOR);
    private final long block;
    private final Function<StateKey, Optional<ByteString>> committed;

    /**
     * For the block with that number.
     *
     * @param committed the value that a key has before the block
     */
    CommitHash(long block, Function<StateKey, Optional<ByteString>> committed) {
        this.block = block;
        this.committed = committed;
    }

    /** A key's last value in the block. */
    private record Update(int transaction, boolean deletes, ByteString value) {}

    void add(int transaction, StateKey key, boolean deletes, ByteString value) {
        updates(key).put(key.key(), new Update(transaction, deletes, value));
    }

    /** Metadata gives the value that a key has a new version, and is nothing to a key without one. */
    void addMetadata(int transaction, StateKey key) {
        Map<String, Update> keys = updates(key);
        Update inBlock = keys.get(key.key());
        Optional<ByteString> value = inBlock == null
                ? committed.apply(key)
                : Optional.of(inBlock).filter(update -> !update.deletes()).map(Update::value);
        value.ifPresent(current -> keys.put(key.key(), new Update(transaction, false, current)));
    }

    private Map<String, Update> updates(StateKey key) {
        return updates.computeIfAbsent(key.namespace(), name -> new TreeMap<>(Utf8Order.COMPARATOR));
    }

    void addAll(int transaction, TxReadWriteSet results) {
        for (NsReadWriteSet set : results.getNsRwsetList()) {
            String namespace = set.getNamespace();
            try {
                KVRWSet keys = KVRWSet.parseFrom(set.getRwset());
                keys.getWritesList()
                        .forEach(write -> add(
                                transaction,
                                new StateKey(namespace, write.getKey()),
                                write.getIsDelete(),
                                write.getValue()));
                keys.getMetadataWritesList()
                        .forEach(write -> addMetadata(transaction, new StateKey(namespace, write.getKey())));
                for (CollectionHashedReadWriteSet collection : set.getCollectionHashedRwsetList()) {
                    HashedRWSet.parseFrom(collection.getHashedRwset())
                            .getHashedWritesList()
                            .forEach(write -> add(
                                    transaction,
                                    HashedKeys.key(namespace, collection.getCollectionName(), write.getKeyHash()),
                                    write.getIsDelete(),
                                    write.getValueHash()));
                }
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("a valid transaction has an unreadable write set", e);
            }
        }
    }

    ByteString after(ByteString previous, ByteString codes) {
        MessageDigest digest = BlockHashes.sha256();
        try {
            CodedOutputStream out =
                    CodedOutputStream.newInstance(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            out.writeUInt32NoTag(codes.size());
            out.writeRawBytes(codes);
            String written = "";
            for (Map.Entry<String, Map<String, Update>> namespace : updates.entrySet()) {
                String contract = HashedKeys.contract(namespace.getKey());
                writeUpdates(out, contract.equals(written) ? "" : contract, namespace.getKey(), namespace.getValue());
                written = contract;
            }
            out.writeRawBytes(previous);
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("cannot write to a digest", e);
        }
        return ByteString.copyFrom(digest.digest());
    }

    /** Names are written where they begin: the contract's with its first update, a collection's with its own first. */
    private void writeUpdates(CodedOutputStream out, String contract, String namespace, Map<String, Update> keys)
            throws IOException {
        String name = contract;
        String collection = HashedKeys.collection(namespace);
        for (Map.Entry<String, Update> entry : keys.entrySet()) {
            ByteString.Output bytes = ByteString.newOutput();
            CodedOutputStream update = CodedOutputStream.newInstance(bytes);
            if (!name.isEmpty()) {
                update.writeString(NAMESPACE, name);
            }
            if (!collection.isEmpty()) {
                update.writeString(COLLECTION, collection);
            }
            writeUpdate(update, HashedKeys.bytes(new StateKey(namespace, entry.getKey())), entry.getValue());
            update.flush();
            out.writeBytes(UPDATE, bytes.toByteString());
            name = "";
            collection = "";
        }
    }

    private void writeUpdate(CodedOutputStream out, ByteString key, Update update) throws IOException {
        out.writeBytes(KEY, key);
        if (update.deletes()) {
            out.writeBool(IS_DELETE, true);
        } else {
            out.writeBytes(VALUE, update.value());
        }
        out.writeBytes(VERSION, orderPreserving(block).concat(orderPreserving(update.transaction())));
    }

    /** A number as its length and its big-endian bytes, so that byte order is numeric order. */
    private static ByteString orderPreserving(long number) {
        int length = (Long.SIZE - Long.numberOfLeadingZeros(number) + Byte.SIZE - 1) / Byte.SIZE;
        byte[] bytes = new byte[length + 1];
        bytes[0] = (byte) length;
        for (int i = 0; i < length; i++) {
            bytes[length - i] = (byte) (number >>> (i * Byte.SIZE));
        }
        return ByteString.copyFrom(bytes);
    }
}
