package org.chartseal.domain.documents;

import java.util.UUID;

/**
 * To what of a patient's record an object belongs, by which grants open it.
 *
 * @param category code of the part of the record
 * @param record which record a grant for that one alone names
 */
public record RecordPart(String category, UUID record) {}
