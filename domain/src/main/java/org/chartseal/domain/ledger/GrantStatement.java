package org.chartseal.domain.ledger;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.chartseal.domain.shared.Refused;

/**
 * A patient's statement that a practitioner may read. Its canonical JSON text has the members {@code action} (the text
 * {@code grant}), {@code categories, from, grant, grantee, key, purpose, subject, until}.
 *
 * @param categories what may be read, sorted codes, for example {@code laboratory}; {@code all} alone means everything
 * @param from first moment it holds, cut to milliseconds
 * @param until first moment it no longer holds, after {@code from}, cut to milliseconds
 * @param purpose {@code treatment}, {@code claims} or {@code research}
 * @param key thumbprint of the signing key: SHA-256 of its SubjectPublicKeyInfo, hexadecimal
 */
public record GrantStatement(
        LedgerGrantId grant,
        LedgerSubjectId subject,
        LedgerPractitionerId grantee,
        List<String> categories,
        String purpose,
        Instant from,
        Instant until,
        String key) {

    public GrantStatement {
        categories = categories.stream().sorted().toList();
        from = from.truncatedTo(ChronoUnit.MILLIS);
        until = until.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the patient signs: RFC 8785 text of the members; its UTF-8 bytes are what the signature is over. */
    public String canonicalText() {
        return CanonicalText.of(CanonicalText.JSON
                .createObjectBuilder()
                .add("action", "grant")
                .add("categories", CanonicalText.JSON.createArrayBuilder(categories))
                .add("from", CanonicalText.time(from))
                .add("grant", grant.toString())
                .add("grantee", grantee.toString())
                .add("key", key)
                .add("purpose", purpose)
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
                new LedgerPractitionerId(CanonicalText.uuid(members, "grantee")),
                CanonicalText.texts(members, "categories"),
                members.getString("purpose"),
                CanonicalText.time(members, "from"),
                CanonicalText.time(members, "until"),
                members.getString("key"));
    }
}
