package org.chartseal.domain.claims;

import jakarta.persistence.Embeddable;
import java.util.UUID;

/**
 * A record of the visit that bears a claim out, by its identifier alone.
 *
 * @param kind {@link #NOTE} or {@link #LAB_REPORT}
 */
@Embeddable
public record ClaimSupport(String kind, UUID record) {

    public static final String NOTE = "note";
    public static final String LAB_REPORT = "lab-report";

    /** As FHIR refers to it. */
    String reference() {
        return (kind.equals(NOTE) ? "Composition/" : "DiagnosticReport/") + record;
    }
}
