package org.chartseal.domain.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A hospital's decision to erase a patient. Its canonical JSON text has the members {@code action} (the text
 * {@code erase-subject}), {@code decidedAt, publicKey, subject}.
 *
 * @param decidedAt cut to milliseconds
 * @param publicKey of the hospital, which signs this: X.509 SubjectPublicKeyInfo of an ECDSA P-256 key, Base64
 */
public record ErasureStatement(LedgerSubjectId subject, Instant decidedAt, String publicKey) {

    public ErasureStatement {
        decidedAt = decidedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the hospital signs: RFC 8785 text of the members; its UTF-8 bytes are what the signature is over. */
    public String canonicalText() {
        return CanonicalText.of(CanonicalText.JSON
                .createObjectBuilder()
                .add("action", "erase-subject")
                .add("decidedAt", CanonicalText.time(decidedAt))
                .add("publicKey", publicKey)
                .add("subject", subject.toString())
                .build());
    }

    /**
     * Reads such a text.
     *
     * @throws org.chartseal.domain.shared.Refused {@code erasure-statement-malformed} for every other
     */
    public static ErasureStatement parse(String text) {
        return CanonicalText.parse(
                text,
                "erasure-statement-malformed",
                members -> new ErasureStatement(
                        new LedgerSubjectId(CanonicalText.uuid(members, "subject")),
                        CanonicalText.time(members, "decidedAt"),
                        members.getString("publicKey")),
                ErasureStatement::canonicalText);
    }
}
