package org.chartseal.domain.ledger;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.chartseal.domain.shared.Refused;

/**
 * A practitioner's statement that they open a patient's record in an emergency, without a grant. Its canonical JSON text has
 * the members {@code access, action} (the text {@code emergency}), {@code key, minutes, openedAt, practitioner, reason,
 * subject}.
 *
 * @param minutes how long it lasts at most
 * @param reason commitment to the words of the reason: SHA-256 over a 32-byte salt followed by their UTF-8 bytes
 * @param openedAt cut to milliseconds
 * @param key thumbprint of the signing key: SHA-256 of its SubjectPublicKeyInfo, hexadecimal
 */
public record EmergencyStatement(
        LedgerEmergencyId access,
        LedgerSubjectId subject,
        LedgerPractitionerId practitioner,
        int minutes,
        Commitment reason,
        Instant openedAt,
        String key) {

    public EmergencyStatement {
        openedAt = openedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the practitioner signs: RFC 8785 text of the members; its UTF-8 bytes are what the signature is over. */
    public String canonicalText() {
        return CanonicalText.of(CanonicalText.JSON
                .createObjectBuilder()
                .add("access", access.toString())
                .add("action", "emergency")
                .add("key", key)
                .add("minutes", minutes)
                .add("openedAt", CanonicalText.time(openedAt))
                .add("practitioner", practitioner.toString())
                .add("reason", reason.hex())
                .add("subject", subject.toString())
                .build());
    }

    /**
     * Reads the text form.
     *
     * @throws Refused {@code emergency-statement-malformed} for any text that {@link #canonicalText} does not write
     */
    public static EmergencyStatement parse(String text) {
        return CanonicalText.parse(
                text, "emergency-statement-malformed", EmergencyStatement::read, EmergencyStatement::canonicalText);
    }

    private static EmergencyStatement read(JsonObject members) {
        return new EmergencyStatement(
                new LedgerEmergencyId(CanonicalText.uuid(members, "access")),
                new LedgerSubjectId(CanonicalText.uuid(members, "subject")),
                new LedgerPractitionerId(CanonicalText.uuid(members, "practitioner")),
                members.getInt("minutes"),
                new Commitment(members.getString("reason")),
                CanonicalText.time(members, "openedAt"),
                members.getString("key"));
    }
}
