package org.chartseal.domain.ledger;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.chartseal.domain.shared.Refused;

/**
 * A patient's statement that a grant ends, or the same by someone who acts for them. Its canonical JSON text has the members
 * {@code action} (the text {@code revoke}), {@code grant, key, revokedAt, subject}, and of a proxy {@code proxy, proxyGrant}.
 *
 * @param subject whose grant it is
 * @param revokedAt cut to milliseconds
 * @param key thumbprint of the signing key: SHA-256 of its SubjectPublicKeyInfo, hexadecimal
 * @param proxy who signs in the patient's stead
 */
public record RevocationStatement(
        LedgerGrantId grant, LedgerSubjectId subject, Instant revokedAt, String key, Optional<Proxy> proxy) {

    /**
     * Who acts for the patient.
     *
     * @param subject who signs
     * @param grant by which they act
     */
    public record Proxy(LedgerSubjectId subject, LedgerGrantId grant) {}

    /** The patient's own. */
    public RevocationStatement(LedgerGrantId grant, LedgerSubjectId subject, Instant revokedAt, String key) {
        this(grant, subject, revokedAt, key, Optional.empty());
    }

    public RevocationStatement {
        revokedAt = revokedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the patient signs: RFC 8785 text of the members; its UTF-8 bytes are what the signature is over. */
    public String canonicalText() {
        JsonObjectBuilder members = CanonicalText.JSON
                .createObjectBuilder()
                .add("action", "revoke")
                .add("grant", grant.toString())
                .add("key", key)
                .add("revokedAt", CanonicalText.time(revokedAt))
                .add("subject", subject.toString());
        proxy.ifPresent(acting -> members.add("proxy", acting.subject().toString())
                .add("proxyGrant", acting.grant().toString()));
        return CanonicalText.of(members.build());
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
                members.getString("key"),
                members.containsKey("proxy") ? Optional.of(readProxy(members)) : Optional.empty());
    }

    private static Proxy readProxy(JsonObject members) {
        return new Proxy(
                new LedgerSubjectId(CanonicalText.uuid(members, "proxy")),
                new LedgerGrantId(CanonicalText.uuid(members, "proxyGrant")));
    }
}
