package org.chartseal.domain.documents;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * By whose key an object is opened.
 *
 * @param grantee the portal's own id of who holds it; nothing for the hospital and the patient, of whom there is one for each object
 */
public record Opener(KeyHolder holder, Optional<UUID> grantee) {

    /** The hospital's own key. */
    public static final Opener HOSPITAL = new Opener(KeyHolder.ORGANISATION, Optional.empty());

    /** The key of whom the object is about. */
    public static final Opener PATIENT = new Opener(KeyHolder.PATIENT, Optional.empty());

    /** Those who have a key of every object. */
    public static final List<Opener> OF_EVERY_OBJECT = List.of(HOSPITAL, PATIENT);

    public Opener {
        if (holder.byGrant() != grantee.isPresent()) {
            throw new IllegalArgumentException("a grantee has an id, and nobody else: " + holder);
        }
    }

    /** Someone to whom a patient gave access. */
    public static Opener grantee(KeyHolder holder, UUID id) {
        return new Opener(holder, Optional.of(id));
    }
}
