package org.chartseal.domain.shared;

import java.util.UUID;

/** Reads identifiers from text that came from outside. */
public final class Ids {

    private Ids() {}

    /**
     * The identifier that the text states.
     *
     * @param what the kind of thing it names, for the error
     * @throws NotFound when the text is no identifier: nothing can have it
     */
    public static UUID parse(String what, String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException malformed) {
            throw (NotFound) new NotFound(what, text).initCause(malformed);
        }
        throw new NotFound(what, text);
    }
}
