package org.chartseal.domain.ledger;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.chartseal.domain.shared.Refused;

/**
 * A patient's statement that a grant ends. Its canonical JSON text has the members {@code action} (the text
 * {@code revoke}), {@code grant, key, revokedAt, subject}.
 *
 * @param revokedAt cut to milliseconds
 * @param key thumbprint of the signing key: SHA-256 of its SubjectPublicKeyInfo, hexadecimal
 */
public record RevocationStatement(LedgerGrantId grant, LedgerSubjectId subject, Instant revokedAt, String key) {

    public RevocationStatement {
        revokedAt = revokedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the patient signs: RFC 8785 text of the members; its UTF-8 bytes are what the signature is over. */
    public String canonicalText() {
        return CanonicalText.of(CanonicalText.JSON
                .createObjectBuilder()
                .add("action", "revoke")
                .add("grant", grant.toString())
                .add("key", key)
                .add("revokedAt", CanonicalText.time(revokedAt))
                .add("subject", subject.toString())
                .build());
    }

    /**
     * Reads the text form.
     *
     * @throws Refused {@code revocation-statement-malformed} for any text that {@link #canonicalText} does not write
     */
    public static RevocationStatement parse(String text) {
        return CanonicalText.parse(
                text, "revocation-statement-malformed", RevocationStatement::read, RevocationStatement::canonicalText);
    }

    private static RevocationStatement read(JsonObject members) {
        return new RevocationStatement(
                new LedgerGrantId(CanonicalText.uuid(members, "grant")),
                new LedgerSubjectId(CanonicalText.uuid(members, "subject")),
                CanonicalText.time(members, "revokedAt"),
                members.getString("key"));
    }
}
