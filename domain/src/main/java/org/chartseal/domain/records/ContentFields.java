package org.chartseal.domain.records;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/**
 * Takes what was sealed apart into fields that people read. Every type of record that is signed has one; a field that a
 * signer can change must be among them, or an amendment would not show.
 */
public interface ContentFields {

    /** Which records these are the fields of. */
    RecordType type();

    /** The fields, in the order in which they are read, and why this version replaced the one before under {@link ContentField#WHY}. */
    List<ContentField> of(Resource sealed);
}
