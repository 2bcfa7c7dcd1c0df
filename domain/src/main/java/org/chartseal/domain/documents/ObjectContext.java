package org.chartseal.domain.documents;

import java.util.UUID;
import org.chartseal.domain.shared.Refused;

/**
 * What a sealed object belongs to. It is bound into the encryption: an object opens only in the context that it was
 * sealed in.
 *
 * @param patient whom it is about
 * @param record which record, or which attachment, it is content of
 * @param version of that record, from 1
 */
public record ObjectContext(UUID patient, UUID record, int version) {

    public ObjectContext {
        if (version < 1) {
            throw Refused.because("object-context-malformed");
        }
    }

    @Override
    public String toString() {
        return patient + "/" + record + "/" + version;
    }
}
