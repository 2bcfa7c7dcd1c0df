package org.chartseal.domain.ledger;

import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A patient's or practitioner's statement that another key signs for them from now on. Its canonical JSON text has the members
 * {@code action} (the text {@code change-subject-key} or {@code change-practitioner-key}), {@code changedAt, holder, key, passkey,
 * publicKey}; {@code passkey} is absent when a portal keeps the new key.
 *
 * @param key thumbprint of the key that signs this, the one before: SHA-256 of its SubjectPublicKeyInfo, hexadecimal
 * @param publicKey the new one: X.509 SubjectPublicKeyInfo of an ECDSA P-256 key, Base64
 * @param changedAt cut to milliseconds
 */
public record KeyStatement(
        KeyHolder holder, String key, String publicKey, Optional<PasskeyScope> passkey, Instant changedAt) {

    public KeyStatement {
        changedAt = changedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Where a passkey signs.
     *
     * @param relyingParty a domain
     * @param origins of pages, sorted here
     */
    public record PasskeyScope(String relyingParty, List<String> origins) {
        public PasskeyScope {
            origins = origins.stream().sorted().distinct().toList();
        }

        JsonObjectBuilder json() {
            return CanonicalText.JSON
                    .createObjectBuilder()
                    .add("origins", CanonicalText.JSON.createArrayBuilder(origins))
                    .add("relyingParty", relyingParty);
        }
    }

    /** What the holder signs: RFC 8785 text of the members; its UTF-8 bytes are what the signature is over. */
    public String canonicalText() {
        JsonObjectBuilder members = CanonicalText.JSON
                .createObjectBuilder()
                .add("action", "change-" + holder.kind().code() + "-key")
                .add("changedAt", CanonicalText.time(changedAt))
                .add("holder", holder.toString())
                .add("key", key)
                .add("publicKey", publicKey);
        passkey.ifPresent(scope -> members.add("passkey", scope.json()));
        return CanonicalText.of(members.build());
    }
}
