package org.chartseal.domain.ledger;

import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.chartseal.domain.ledger.KeyStatement.PasskeyScope;

/**
 * A witness's statement that someone has lost their key and has another from now on; two different ones are needed. Its canonical
 * JSON text has the members {@code action} (the text {@code restore-subject-key} or {@code restore-practitioner-key}),
 * {@code holder, key, lost, passkey, publicKey, statedAt, witness}; {@code passkey} is absent when a portal keeps the new key.
 *
 * @param witness who signs this
 * @param key thumbprint of the witness's own key
 * @param lost thumbprint of the key that is gone
 * @param publicKey the new one: X.509 SubjectPublicKeyInfo of an ECDSA P-256 key, Base64
 * @param statedAt cut to milliseconds
 */
public record RestorationStatement(
        KeyHolder holder,
        LedgerPractitionerId witness,
        String key,
        String lost,
        String publicKey,
        Optional<PasskeyScope> passkey,
        Instant statedAt) {

    public RestorationStatement {
        statedAt = statedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the witness signs: RFC 8785 text of the members; its UTF-8 bytes are what the signature is over. */
    public String canonicalText() {
        JsonObjectBuilder members = CanonicalText.JSON
                .createObjectBuilder()
                .add("action", "restore-" + holder.kind().code() + "-key")
                .add("holder", holder.toString())
                .add("key", key)
                .add("lost", lost)
                .add("publicKey", publicKey)
                .add("statedAt", CanonicalText.time(statedAt))
                .add("witness", witness.toString());
        passkey.ifPresent(scope -> members.add("passkey", scope.json()));
        return CanonicalText.of(members.build());
    }
}
