package org.chartseal.domain.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A practitioner's statement on what they found about a colleague's access in an emergency. Its canonical JSON text has the
 * members {@code access, action} (the text {@code emergency-review}), {@code key, note, outcome, reviewedAt, reviewer}.
 *
 * @param outcome {@code justified} or {@code not-justified}
 * @param note commitment to the reviewer's words: SHA-256 over a 32-byte salt followed by their UTF-8 bytes
 * @param reviewedAt cut to milliseconds
 * @param key thumbprint of the signing key: SHA-256 of its SubjectPublicKeyInfo, hexadecimal
 */
public record EmergencyReviewStatement(
        LedgerEmergencyId access,
        LedgerPractitionerId reviewer,
        String outcome,
        Commitment note,
        Instant reviewedAt,
        String key) {

    public EmergencyReviewStatement {
        reviewedAt = reviewedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the reviewer signs: RFC 8785 text of the members; its UTF-8 bytes are what the signature is over. */
    public String canonicalText() {
        return CanonicalText.of(CanonicalText.JSON
                .createObjectBuilder()
                .add("access", access.toString())
                .add("action", "emergency-review")
                .add("key", key)
                .add("note", note.hex())
                .add("outcome", outcome)
                .add("reviewedAt", CanonicalText.time(reviewedAt))
                .add("reviewer", reviewer.toString())
                .build());
    }
}
