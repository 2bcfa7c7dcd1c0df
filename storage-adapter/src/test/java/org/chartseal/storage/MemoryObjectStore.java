package org.chartseal.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContent;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.ObjectStore;

/** A store that lets a test lay anything at any address, as a hostile or broken storage could. */
final class MemoryObjectStore implements ObjectStore {

    private final Map<ObjectAddress, byte[]> objects = new HashMap<>();
    private final List<String> reads = new ArrayList<>();

    @Override
    public ObjectAddress put(ObjectContent content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(bytes);
        return lay(bytes.toByteArray());
    }

    /** Keeps the bytes at the address that they have. */
    ObjectAddress lay(byte[] bytes) {
        ObjectAddress address =
                new ObjectAddress(HexFormat.of().formatHex(Sha256.digest().digest(bytes)));
        objects.put(address, bytes.clone());
        return address;
    }

    /** Keeps the bytes at an address that is not theirs. */
    void lay(ObjectAddress address, byte[] bytes) {
        objects.put(address, bytes.clone());
    }

    byte[] bytes(ObjectAddress address) {
        byte[] bytes = objects.get(address);
        if (bytes == null) {
            throw ObjectDamage.MISSING.at(address);
        }
        return bytes.clone();
    }

    @Override
    public InputStream open(ObjectAddress address) {
        return new ByteArrayInputStream(bytes(address));
    }

    @Override
    public InputStream open(ObjectAddress address, long from, long length) {
        byte[] whole = bytes(address);
        int start = (int) Math.min(from, whole.length);
        reads.add(start + "+" + length);
        return new ByteArrayInputStream(whole, start, (int) length);
    }

    /** The parts that were asked for, each as its first byte and its length. */
    List<String> reads() {
        return reads;
    }

    @Override
    public boolean holds(ObjectAddress address) {
        return objects.containsKey(address);
    }

    @Override
    public boolean verify(ObjectAddress address) {
        return lay(bytes(address)).equals(address);
    }

    @Override
    public long length(ObjectAddress address) {
        return bytes(address).length;
    }

    @Override
    public void remove(ObjectAddress address) {
        objects.remove(address);
    }

    @Override
    public void visit(Consumer<ObjectAddress> visitor) {
        Set.copyOf(objects.keySet()).forEach(visitor);
    }

    @Override
    public void check() {
        // Memory is always there.
    }
}
