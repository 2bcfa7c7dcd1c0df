package org.chartseal.domain.documents;

import java.io.IOException;
import java.io.InputStream;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/** Content that is encrypted before it is stored, under a key of its own, and bound to what it belongs to. */
public interface SealedObjects {

    /**
     * Encrypts the content and stores it. When this returns, the object survives a crash. Memory use does not depend on
     * the size.
     *
     * @param part by which grants open it
     * @throws IOException when the content broke off; nothing is kept then
     * @throws Unavailable when the storage does not take it
     */
    SealedObject seal(ObjectContext context, RecordPart part, ObjectContent content) throws IOException;

    /**
     * Opens the content by that key. The whole object is checked before the first byte is handed out, and each part again while it is
     * read: a change in between ends the stream with an {@link IOException}, never with content. The caller closes it.
     *
     * @throws Refused with the code of an {@link ObjectDamage}
     * @throws Unavailable when the storage does not answer
     */
    InputStream open(Opener opener, ObjectContext context, ObjectAddress address);

    /** As {@link #open(Opener, ObjectContext, ObjectAddress)} by the hospital's key. */
    default InputStream open(ObjectContext context, ObjectAddress address) {
        return open(Opener.HOSPITAL, context, address);
    }

    /**
     * Returns when everybody who should be able to open the object has its key: each is unwrapped and compared with what the object
     * commits to, and nobody else has one. Reads nothing of the object.
     *
     * @throws Refused with the code of an {@link ObjectDamage}
     * @throws Unavailable when the vault does not answer
     */
    void requireKeys(ObjectContext context, ObjectAddress address);

    /**
     * Opens a part of the content by that key and decrypts nothing but the segments that it lies in. Each segment is authenticated as this object's,
     * of this context and at its place, before any of it is handed out, the first one before this returns. The object as a whole is
     * checked only when a segment turns out not to be authentic: where there is an intact copy the rest comes from that, else the stream
     * ends with an {@link IOException}, never with other content. The caller closes it.
     *
     * @param object as it was stored
     * @param from the first byte of the content, from 0
     * @param length how many bytes; the part lies within the content
     * @throws Refused with the code of an {@link ObjectDamage}
     * @throws Unavailable when the storage does not answer
     */
    InputStream open(Opener opener, ObjectContext context, SealedObject object, long from, long length);
}
