package org.chartseal.domain.records;

import java.util.Optional;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContext;

/**
 * A file that belongs to a sealed record and lies beside it, encrypted.
 *
 * @param name as it was called where it came from
 * @param stored where it lies, by the working rows; nothing when its row is gone
 * @param sha256 of its plain bytes, hexadecimal, as the sealed record states it; nothing when that cannot be read
 */
public record SealedFile(String name, String mediaType, Optional<Stored> stored, Optional<String> sha256) {

    /** Where it lies, and what it is bound to. */
    public record Stored(ObjectContext context, ObjectAddress address) {}
}
