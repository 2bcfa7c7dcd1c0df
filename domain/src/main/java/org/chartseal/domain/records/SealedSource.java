package org.chartseal.domain.records;

import java.util.List;
import java.util.Optional;
import org.chartseal.domain.shared.NotFound;
import org.hl7.fhir.r4.model.Resource;

/**
 * The one mapping from a feature's working rows to what is sealed. A feature has one for each type of record that it
 * signs: it uses the mapping when it signs, and verification uses it again to find rows that were edited since.
 *
 * <p>The content must follow from the signed facts alone: the same rows map to the same resource at any time, and what
 * moves on without a new signature (the state of a lab request, say) is not part of it.
 */
public interface SealedSource {

    /** Which records this maps. */
    RecordType type();

    /**
     * Maps the working rows, as they are now, to the content of the record's newest sealed version.
     *
     * @throws NotFound when the rows are gone
     */
    Resource currentContent(RecordId id);

    /**
     * The files that belong to the record: those that the sealed content names, each with where its row says that it lies.
     *
     * @param sealed what was sealed, when it could be opened; else the rows alone tell which files there are
     */
    default List<SealedFile> files(RecordId id, Optional<Resource> sealed) {
        return List.of();
    }
}
