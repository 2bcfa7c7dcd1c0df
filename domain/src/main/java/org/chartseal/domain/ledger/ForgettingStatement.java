package org.chartseal.domain.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A patient's statement that the scope of a grant be destroyed, whether the grant is over or not. Its canonical JSON text has
 * the members {@code action} (the text {@code forget}), {@code forgottenAt, grant, key, subject}.
 *
 * @param forgottenAt cut to milliseconds
 * @param key thumbprint of the signing key: SHA-256 of its SubjectPublicKeyInfo, hexadecimal
 */
public record ForgettingStatement(LedgerGrantId grant, LedgerSubjectId subject, Instant forgottenAt, String key) {

    public ForgettingStatement {
        forgottenAt = forgottenAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the patient signs: RFC 8785 text of the members; its UTF-8 bytes are what the signature is over. */
    public String canonicalText() {
        return CanonicalText.of(CanonicalText.JSON
                .createObjectBuilder()
                .add("action", "forget")
                .add("forgottenAt", CanonicalText.time(forgottenAt))
                .add("grant", grant.toString())
                .add("key", key)
                .add("subject", subject.toString())
                .build());
    }
}
