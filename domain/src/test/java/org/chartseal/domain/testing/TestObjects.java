package org.chartseal.domain.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContent;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.SealedObject;
import org.chartseal.domain.documents.SealedObjects;

/** Sealed objects in memory, unencrypted; a test can damage them. */
public final class TestObjects implements SealedObjects {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(ObjectContext context, byte[] bytes) {}

    private final Map<ObjectAddress, Stored> objects = new ConcurrentHashMap<>();
    private final Map<ObjectAddress, ObjectDamage> damages = new ConcurrentHashMap<>();

    @Override
    public SealedObject seal(ObjectContext context, ObjectContent content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(bytes);
        String sha256 = sha256(bytes.toByteArray());
        ObjectAddress address = new ObjectAddress(sha256);
        objects.put(address, new Stored(context, bytes.toByteArray()));
        return new SealedObject(address, bytes.size(), sha256);
    }

    @Override
    public InputStream open(ObjectContext context, ObjectAddress address) {
        ObjectDamage damage = damages.get(address);
        if (damage != null) {
            throw damage.at(address);
        }
        Stored stored = objects.get(address);
        if (stored == null) {
            throw ObjectDamage.MISSING.at(address);
        }
        if (!stored.context.equals(context)) {
            throw ObjectDamage.OF_ANOTHER_RECORD.at(address);
        }
        return new ByteArrayInputStream(stored.bytes);
    }

    /** How many objects lie here. */
    public int stored() {
        return objects.size();
    }

    /** From now on the object at this address is damaged like that. */
    public void damage(ObjectAddress address, ObjectDamage damage) {
        damages.put(address, damage);
    }

    /** Undoes {@link #damage}. */
    public void mend(ObjectAddress address) {
        damages.remove(address);
    }

    /** Puts other content where the object was, as someone who holds the keys could. */
    public void replace(ObjectAddress address, byte[] bytes) {
        objects.computeIfPresent(address, (a, stored) -> new Stored(stored.context, bytes.clone()));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
