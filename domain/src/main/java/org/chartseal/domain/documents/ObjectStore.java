package org.chartseal.domain.documents;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/**
 * Off-chain storage of immutable objects under the hash of their bytes. It knows nothing about what they mean and is
 * not trusted: what comes back is checked by whoever reads it.
 */
public interface ObjectStore {

    /**
     * Keeps the content. When this returns, the object survives a crash; before that nothing is to be seen of it. The same
     * bytes again have the same address and are kept once.
     *
     * @throws IOException when the content itself broke off; nothing is kept then
     * @throws Unavailable when the storage does not take it
     */
    ObjectAddress put(ObjectContent content) throws IOException;

    /**
     * The object's bytes as they lie in the store, unchecked. The caller closes the stream.
     *
     * @throws Refused {@code object-missing} when nothing lies there
     * @throws Unavailable when the storage does not answer
     */
    InputStream open(ObjectAddress address);

    /**
     * A part of the object's bytes as they lie in the store, unchecked; no others are read. Where fewer lie there than are asked for,
     * the stream ends early. The caller closes it.
     *
     * @param from the first byte, from 0
     * @param length how many bytes, at least 1
     * @throws Refused {@code object-missing} when nothing lies there
     * @throws Unavailable when the storage does not answer
     */
    InputStream open(ObjectAddress address, long from, long length);

    /**
     * Whether something lies at this address.
     *
     * @throws Unavailable when the storage does not answer
     */
    boolean holds(ObjectAddress address);

    /**
     * Reads the whole object and compares its bytes with its address.
     *
     * @throws Refused {@code object-missing} when nothing lies there
     * @throws Unavailable when the storage does not answer
     */
    boolean verify(ObjectAddress address);

    /**
     * How many bytes lie at this address.
     *
     * @throws Refused {@code object-missing} when nothing lies there
     * @throws Unavailable when the storage does not answer
     */
    long length(ObjectAddress address);

    /**
     * Takes the object away. When this returns it is gone and does not come back after a crash; that nothing lay there is no
     * failure.
     *
     * @throws Unavailable when the storage does not answer; the object may be there or not
     */
    void remove(ObjectAddress address);

    /**
     * Shows the address of every object to the visitor, in no order. What is put or removed meanwhile may be shown or not. What the
     * visitor throws ends the visit.
     *
     * @throws Unavailable when the storage does not answer; the visitor then saw a part
     */
    void visit(Consumer<ObjectAddress> visitor);

    /**
     * Returns when it would take an object now.
     *
     * @throws Unavailable when it would not
     */
    void check();
}
