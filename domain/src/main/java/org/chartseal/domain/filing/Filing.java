package org.chartseal.domain.filing;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Refused;

/**
 * What is to be filed, and where.
 *
 * @param category the part of the record to which it belongs, and by which it is granted
 */
public record Filing(PatientId patient, RecordCategory category, Description description) {

    /** The parts of a record to which a document can belong. */
    public static final Set<RecordCategory> CATEGORIES = Collections.unmodifiableSet(EnumSet.of(
            RecordCategory.DOCUMENTS,
            RecordCategory.IMAGING,
            RecordCategory.MENTAL_HEALTH,
            RecordCategory.REPRODUCTIVE_HEALTH,
            RecordCategory.GENETICS));

    public Filing {
        if (!CATEGORIES.contains(category)) {
            throw Refused.because("document-category-unknown").at("category");
        }
    }
}
