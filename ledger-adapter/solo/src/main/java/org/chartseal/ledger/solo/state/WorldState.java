package org.chartseal.ledger.solo.state;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * All keys with all versions, newest first. Readers name the height of the chain that they see and take no lock: the
 * committer adds the versions of a block before it publishes the new height.
 */
public final class WorldState {

    private final Map<String, ConcurrentSkipListMap<String, KeyVersion>> namespaces = new ConcurrentHashMap<>();

    /** The key's newest version, deleted or not. */
    public @Nullable KeyVersion newest(StateKey key) {
        ConcurrentSkipListMap<String, KeyVersion> keys = namespaces.get(key.namespace());
        return keys == null ? null : keys.get(key.key());
    }

    /** The key's newest version in blocks below the height, deleted or not. */
    public @Nullable KeyVersion newest(StateKey key, long height) {
        return below(height, newest(key));
    }

    /** What the key has in blocks below the height; null when it has no value. */
    public @Nullable KeyVersion value(StateKey key, long height) {
        return unlessDeleted(newest(key, height));
    }

    /**
     * Keys that have a value in blocks below the height, in the order of their UTF-8 bytes.
     *
     * @param start first key, or empty for the first of all
     * @param end key after the last, or empty for all
     * @param endIncluded whether the end belongs to the range
     */
    public Iterator<Map.Entry<String, KeyVersion>> range(
            String namespace, String start, String end, boolean endIncluded, long height) {
        NavigableMap<String, KeyVersion> keys = namespaces.getOrDefault(namespace, empty());
        return keys(keys, start, end, endIncluded).entrySet().stream()
                .map(entry -> visible(entry, height))
                .<Map.Entry<String, KeyVersion>>mapMulti((entry, accept) -> {
                    if (entry != null) {
                        accept.accept(entry);
                    }
                })
                .iterator();
    }

    /** Adds a key's next version. */
    public void add(StateKey key, KeyVersion version) {
        namespaces.computeIfAbsent(key.namespace(), name -> empty()).put(key.key(), version);
    }

    /** How many keys there are, deleted ones included. */
    public int size() {
        return namespaces.values().stream().mapToInt(Map::size).sum();
    }

    /** The part of a sorted map that a range means. */
    static <V> NavigableMap<String, V> keys(
            NavigableMap<String, V> keys, String start, String end, boolean endIncluded) {
        NavigableMap<String, V> from = start.isEmpty() ? keys : keys.tailMap(start, true);
        if (end.isEmpty()) {
            return from;
        }
        if (!start.isEmpty() && Utf8Order.COMPARATOR.compare(start, end) > 0) {
            return empty();
        }
        return from.headMap(end, endIncluded);
    }

    private static Map.@Nullable Entry<String, KeyVersion> visible(Map.Entry<String, KeyVersion> entry, long height) {
        KeyVersion version = unlessDeleted(below(height, entry.getValue()));
        return version == null ? null : Map.entry(entry.getKey(), version);
    }

    private static @Nullable KeyVersion below(long height, @Nullable KeyVersion newest) {
        KeyVersion version = newest;
        while (version != null && version.block() >= height) {
            version = version.previous();
        }
        return version;
    }

    private static @Nullable KeyVersion unlessDeleted(@Nullable KeyVersion version) {
        return version == null || version.isDeleted() ? null : version;
    }

    private static <V> ConcurrentSkipListMap<String, V> empty() {
        return new ConcurrentSkipListMap<>(Utf8Order.COMPARATOR);
    }
}
