package org.chartseal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chartseal.domain.documents.ContentPart;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.KeyWrap;
import org.chartseal.domain.documents.KeyedObject;
import org.chartseal.domain.documents.LockedObject;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContent;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.documents.RecipientKey;
import org.chartseal.domain.documents.SealedObject;

/** A cipher with one recipient, and the wraps of what it sealed. */
final class KeyRing {

    private final Map<ObjectAddress, KeyedObject> kept = new HashMap<>();
    private final RecipientKey recipient;
    private final ObjectStore store;
    private TinkObjectCipher cipher;

    KeyRing(ObjectStore store, KeyVault vault) {
        this(store, vault, new TinkObjectCipher(store, vault).draw(new UUID(7, 7)));
    }

    private KeyRing(ObjectStore store, KeyVault vault, RecipientKey recipient) {
        this.store = store;
        this.recipient = recipient;
        this.cipher = new TinkObjectCipher(store, vault);
    }

    /** From now on that vault. */
    void use(KeyVault vault) {
        cipher = new TinkObjectCipher(store, vault);
    }

    /** The same keys over another store. */
    KeyRing over(ObjectStore other, KeyVault vault) {
        KeyRing ring = new KeyRing(other, vault, recipient);
        ring.kept.putAll(kept);
        return ring;
    }

    TinkObjectCipher cipher() {
        return cipher;
    }

    RecipientKey recipient() {
        return recipient;
    }

    KeyedObject kept(ObjectAddress address) {
        KeyedObject object = kept.get(address);
        if (object == null) {
            throw new AssertionError("never sealed: " + address);
        }
        return object;
    }

    SealedObject seal(ObjectContext context, ObjectContent content) throws IOException {
        KeyedObject object = cipher.seal(context, content, () -> List.of(recipient));
        kept.put(object.object().address(), object);
        return object.object();
    }

    /** What somebody could do who had the key: wraps it anew, for the bytes at another address. */
    ObjectAddress readdress(ObjectAddress from, ObjectAddress to) {
        KeyedObject object = kept(from);
        HpkeRecipients recipients = cipher.recipients();
        ObjectContext context = TinkObjectCipherTest.CONTEXT;
        ObjectKey key = recipients.unwrap(
                new LockedObject(context, from, object.commitment()),
                object.wraps().get(0));
        kept.put(
                to,
                new KeyedObject(
                        object.object(), object.commitment(), List.of(recipients.wrap(key, context, to, recipient))));
        return to;
    }

    InputStream open(ObjectContext context, ObjectAddress address) {
        KeyedObject object = kept(address);
        KeyWrap wrap = object.wraps().get(0);
        return cipher.open(new LockedObject(context, address, object.commitment()), wrap, this::wasSealed);
    }

    InputStream open(ObjectContext context, SealedObject sealed, long from, long length) {
        KeyedObject object = kept(sealed.address());
        return cipher.open(
                new LockedObject(context, sealed.address(), object.commitment()),
                object.wraps().get(0),
                this::wasSealed,
                new ContentPart(sealed.size(), from, length));
    }

    /** What was readdressed was not. */
    private boolean wasSealed(ObjectAddress address) {
        KeyedObject object = kept.get(address);
        return object != null && object.object().address().equals(address);
    }
}
