package org.chartseal.domain.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A practitioner's statement that their access in an emergency ends before its time. Its canonical JSON text has the members
 * {@code access, action} (the text {@code emergency-end}), {@code endedAt, key, practitioner}.
 *
 * @param endedAt cut to milliseconds
 * @param key thumbprint of the signing key: SHA-256 of its SubjectPublicKeyInfo, hexadecimal
 */
public record EmergencyEndStatement(
        LedgerEmergencyId access, LedgerPractitionerId practitioner, Instant endedAt, String key) {

    public EmergencyEndStatement {
        endedAt = endedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the practitioner signs: RFC 8785 text of the members; its UTF-8 bytes are what the signature is over. */
    public String canonicalText() {
        return CanonicalText.of(CanonicalText.JSON
                .createObjectBuilder()
                .add("access", access.toString())
                .add("action", "emergency-end")
                .add("endedAt", CanonicalText.time(endedAt))
                .add("key", key)
                .add("practitioner", practitioner.toString())
                .build());
    }
}
