package org.chartseal.domain.documents;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/**
 * Encrypts objects into the storage, each under a key of its own, and wraps that key for its recipients. A key opens an
 * object only if the object commits to it, which is checked before anything is decrypted. It keeps no keys: {@link
 * ObjectKeys} does.
 */
public interface ObjectCipher {

    /**
     * Draws a key pair.
     *
     * @throws Unavailable when the vault does not answer
     */
    RecipientKey draw(UUID recipient);

    /**
     * Encrypts the content, stores it, and wraps its key. When this returns, the object survives a crash; whether its wraps
     * do is the caller's part. Memory use does not depend on the size.
     *
     * @param recipients asked for once the object is stored
     * @throws IOException when the content broke off; nothing is kept then
     * @throws Unavailable when the storage does not take it
     */
    KeyedObject seal(ObjectContext context, ObjectContent content, Supplier<List<RecipientKey>> recipients)
            throws IOException;

    /**
     * Opens the object by that wrap, after the whole of it was checked as {@link SealedObjects#open} says.
     *
     * @param stored whether an object of that address was ever stored; tells one that was put in another's place
     * @throws Refused with the code of an {@link ObjectDamage}
     * @throws Unavailable when storage or vault do not answer
     */
    InputStream open(LockedObject object, KeyWrap wrap, Predicate<ObjectAddress> stored);

    /**
     * Opens a part of the content by that wrap, as {@link SealedObjects#open(ObjectContext, SealedObject, long, long)} says.
     *
     * @throws Refused with the code of an {@link ObjectDamage}
     * @throws Unavailable when storage or vault do not answer
     */
    InputStream open(LockedObject object, KeyWrap wrap, Predicate<ObjectAddress> stored, ContentPart part);

    /**
     * Returns when the bytes at the address are those that were stored, without opening them.
     *
     * @throws Refused with the code of an {@link ObjectDamage}
     * @throws Unavailable when the storage does not answer
     */
    void requireIntact(ObjectAddress address, Predicate<ObjectAddress> stored);

    /**
     * Returns when the wrap holds the key that the object's commitment names. Reads nothing of the object.
     *
     * @throws Refused with the code of an {@link ObjectDamage}
     * @throws Unavailable when the vault does not answer
     */
    void requireKey(LockedObject object, KeyWrap wrap);

    /**
     * Wraps the keys of objects for a further recipient. Reads nothing of the objects, and takes well under a millisecond for each.
     *
     * @param keys one for each object
     * @return by address; those are left out of which the wrap does not hold the key that the object's commitment names
     * @throws Unavailable when the vault does not answer
     */
    Map<ObjectAddress, KeyWrap> rewrap(List<LockedKey> keys, RecipientKey recipient);
}
