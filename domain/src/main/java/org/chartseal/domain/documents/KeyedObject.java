package org.chartseal.domain.documents;

import java.util.List;

/**
 * An object that was just stored, and who can open it.
 *
 * @param object where it lies
 * @param commitment to its key
 * @param wraps of its key
 */
public record KeyedObject(SealedObject object, KeyCommitment commitment, List<KeyWrap> wraps) {

    public KeyedObject {
        wraps = List.copyOf(wraps);
    }
}
