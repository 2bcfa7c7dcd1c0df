package org.chartseal.domain.ledger;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.chartseal.domain.shared.Refused;

/**
 * A patient's statement that someone may read. Everyone on the channel sees it, so it names neither whom nor what: that is the
 * scope, which it commits to. Its canonical JSON text has the members {@code action} (the text {@code grant}),
 * {@code from, grant, key, scope, subject, until}.
 *
 * @param scope commitment of the {@link GrantScope}
 * @param from first moment it holds, cut to milliseconds
 * @param until first moment it no longer holds, after {@code from}, cut to milliseconds
 * @param key thumbprint of the signing key: SHA-256 of its SubjectPublicKeyInfo, hexadecimal
 */
public record GrantStatement(
        LedgerGrantId grant, LedgerSubjectId subject, Commitment scope, Instant from, Instant until, String key) {

    public GrantStatement {
        from = from.truncatedTo(ChronoUnit.MILLIS);
        until = until.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the patient signs: RFC 8785 text of the members; its UTF-8 bytes are what the signature is over. */
    public String canonicalText() {
        return CanonicalText.of(CanonicalText.JSON
                .createObjectBuilder()
                .add("action", "grant")
                .add("from", CanonicalText.time(from))
                .add("grant", grant.toString())
                .add("key", key)
                .add("scope", scope.hex())
                .add("subject", subject.toString())
                .add("until", CanonicalText.time(until))
                .build());
    }

    /**
     * Reads the text form.
     *
     * @throws Refused {@code grant-statement-malformed} for any text that {@link #canonicalText} does not write
     */
    public static GrantStatement parse(String text) {
        return CanonicalText.parse(
                text, "grant-statement-malformed", GrantStatement::read, GrantStatement::canonicalText);
    }

    private static GrantStatement read(JsonObject members) {
        return new GrantStatement(
                new LedgerGrantId(CanonicalText.uuid(members, "grant")),
                new LedgerSubjectId(CanonicalText.uuid(members, "subject")),
                new Commitment(members.getString("scope")),
                CanonicalText.time(members, "from"),
                CanonicalText.time(members, "until"),
                members.getString("key"));
    }
}
