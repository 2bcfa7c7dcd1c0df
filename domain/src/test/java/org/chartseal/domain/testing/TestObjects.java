package org.chartseal.domain.testing;

import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.chartseal.domain.documents.ContentPart;
import org.chartseal.domain.documents.GrantedKeys;
import org.chartseal.domain.documents.KeyCommitment;
import org.chartseal.domain.documents.KeyWrap;
import org.chartseal.domain.documents.KeyedObject;
import org.chartseal.domain.documents.LockedKey;
import org.chartseal.domain.documents.LockedObject;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectCipher;
import org.chartseal.domain.documents.ObjectContent;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.ObjectKeys;
import org.chartseal.domain.documents.Opener;
import org.chartseal.domain.documents.RecipientKey;
import org.chartseal.domain.documents.RecordPart;
import org.chartseal.domain.documents.SealedObject;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.shared.Refused;

/**
 * Sealed objects in memory, unencrypted; a test can damage them. A wrap is its recipient's and its object's name, repeated, so that one of
 * another recipient or object does not open.
 */
public final class TestObjects implements SealedObjects, ObjectCipher {

    private static final int WRAP_BYTES = 80;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(ObjectContext context, byte[] bytes) {}

    private final Map<ObjectAddress, Stored> objects = new ConcurrentHashMap<>();
    private final Map<ObjectAddress, ObjectDamage> damages = new ConcurrentHashMap<>();

    private final AtomicInteger drawn = new AtomicInteger();
    private final TestVault vault = new TestVault();

    /** What protects the private keys. */
    public TestVault vault() {
        return vault;
    }

    /** The keys of these objects, in that database. */
    public ObjectKeys keys(EntityManager entities) {
        return keys(entities, TestPeople.CLOCK);
    }

    /** The same at another time. */
    public ObjectKeys keys(EntityManager entities, Clock clock) {
        return new ObjectKeys(entities, this, vault, UUID::randomUUID, clock);
    }

    /** What keeps the keys of those who were given access in step, in that database. */
    public GrantedKeys granted(EntityManager entities) {
        return granted(entities, TestPeople.CLOCK);
    }

    /** The same at another time. */
    public GrantedKeys granted(EntityManager entities, Clock clock) {
        return new GrantedKeys(entities, this, vault, UUID::randomUUID, clock);
    }

    @Override
    public RecipientKey draw(UUID recipient) {
        String publicKey = sha256(recipient.toString().getBytes(StandardCharsets.UTF_8));
        return new RecipientKey(recipient, publicKey, vault.wrap(new byte[] {1}, "recipient"));
    }

    @Override
    public KeyedObject seal(ObjectContext context, ObjectContent content, Supplier<List<RecipientKey>> recipients)
            throws IOException {
        SealedObject object = seal(context, content);
        return new KeyedObject(
                object,
                commitment(object.address()),
                recipients.get().stream()
                        .map(recipient -> new KeyWrap(recipient, wrap(object.address(), recipient)))
                        .toList());
    }

    private static KeyCommitment commitment(ObjectAddress address) {
        return new KeyCommitment(sha256(address.hex().getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] wrap(ObjectAddress address, RecipientKey recipient) {
        String name = sha256((address.hex() + recipient.recipient()).getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf((name + name).getBytes(StandardCharsets.UTF_8), WRAP_BYTES);
    }

    @Override
    public Map<ObjectAddress, KeyWrap> rewrap(List<LockedKey> keys, RecipientKey recipient) {
        return keys.stream()
                .filter(this::isSound)
                .map(key -> key.object().address())
                .collect(Collectors.toMap(
                        address -> address, address -> new KeyWrap(recipient, wrap(address, recipient))));
    }

    private boolean isSound(LockedKey key) {
        try {
            requireKey(key.object(), key.wrap());
            return true;
        } catch (Refused damaged) {
            return false;
        }
    }

    @Override
    public InputStream open(LockedObject object, KeyWrap wrap, Predicate<ObjectAddress> stored) {
        requireKey(object, wrap);
        return open(object.context(), object.address());
    }

    @Override
    public InputStream open(LockedObject object, KeyWrap wrap, Predicate<ObjectAddress> stored, ContentPart part) {
        requireKey(object, wrap);
        return part(object.context(), object.address(), part.from(), part.length());
    }

    @Override
    public void requireIntact(ObjectAddress address, Predicate<ObjectAddress> stored) {
        if (!objects.containsKey(address)) {
            throw ObjectDamage.MISSING.at(address);
        }
    }

    @Override
    public void requireKey(LockedObject object, KeyWrap wrap) {
        if (!Arrays.equals(wrap.wrap(), wrap(object.address(), wrap.recipient()))) {
            throw ObjectDamage.KEY_DAMAGED.at(object.address());
        }
        if (!object.commitment().equals(commitment(object.address()))) {
            throw ObjectDamage.KEY_NOT_COMMITTED.at(object.address());
        }
    }

    /** That is for {@link ObjectKeys}, over a database. */
    @Override
    public void requireKeys(ObjectContext context, ObjectAddress address) {}

    @Override
    public SealedObject seal(ObjectContext context, RecordPart part, ObjectContent content) throws IOException {
        return seal(context, content);
    }

    private SealedObject seal(ObjectContext context, ObjectContent content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(bytes);
        String sha256 = sha256(bytes.toByteArray());
        ObjectAddress address = new ObjectAddress(
                sha256((sha256 + context + drawn.incrementAndGet()).getBytes(StandardCharsets.UTF_8)));
        objects.put(address, new Stored(context, bytes.toByteArray()));
        return new SealedObject(address, bytes.size(), sha256);
    }

    /** By whose key it is opened is for {@link ObjectKeys}, over a database. */
    @Override
    public InputStream open(Opener opener, ObjectContext context, ObjectAddress address) {
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

    @Override
    public InputStream open(Opener opener, ObjectContext context, SealedObject object, long from, long length) {
        return part(context, object.address(), from, length);
    }

    private InputStream part(ObjectContext context, ObjectAddress address, long from, long length) {
        try (InputStream whole = open(context, address)) {
            whole.skipNBytes(from);
            return new ByteArrayInputStream(whole.readNBytes((int) length));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Takes an object away. */
    public void remove(ObjectAddress address) {
        objects.remove(address);
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
