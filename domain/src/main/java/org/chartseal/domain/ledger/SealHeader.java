package org.chartseal.domain.ledger;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.chartseal.domain.shared.Refused;

/**
 * What an author signs for a record version, beside the commitment to its content. Its canonical JSON text has the members
 * {@code author, commitment, key, previous, record, signedAt, type, version}; {@code previous} is absent for version 1,
 * {@code version} is a number, {@code signedAt} is like {@code 2026-05-04T09:30:00.000Z}.
 *
 * @param seal record and version
 * @param type what kind of record, for example {@code lab-report}: lower-case letters, digits and hyphens
 * @param author who signed
 * @param key thumbprint of the signing key: SHA-256 of its SubjectPublicKeyInfo, hexadecimal
 * @param signedAt cut to milliseconds
 * @param commitment to the content
 * @param previous commitment of the version before; empty for version 1 only
 */
public record SealHeader(
        SealId seal,
        String type,
        LedgerPractitionerId author,
        String key,
        Instant signedAt,
        Commitment commitment,
        Optional<Commitment> previous) {

    public SealHeader {
        signedAt = signedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the author signs: RFC 8785 text of the members; its UTF-8 bytes are what the signature is over. */
    public String canonicalText() {
        JsonObjectBuilder members = CanonicalText.JSON
                .createObjectBuilder()
                .add("author", author.toString())
                .add("commitment", commitment.hex())
                .add("key", key)
                .add("record", seal.record().toString())
                .add("signedAt", CanonicalText.time(signedAt))
                .add("type", type)
                .add("version", seal.version());
        previous.ifPresent(before -> members.add("previous", before.hex()));
        return CanonicalText.of(members.build());
    }

    /**
     * Reads the text form.
     *
     * @throws Refused {@code seal-header-malformed} for any text that {@link #canonicalText} does not write
     */
    public static SealHeader parse(String text) {
        return CanonicalText.parse(text, "seal-header-malformed", SealHeader::read, SealHeader::canonicalText);
    }

    private static SealHeader read(JsonObject members) {
        return new SealHeader(
                new SealId(CanonicalText.uuid(members, "record"), members.getInt("version")),
                members.getString("type"),
                new LedgerPractitionerId(CanonicalText.uuid(members, "author")),
                members.getString("key"),
                CanonicalText.time(members, "signedAt"),
                new Commitment(members.getString("commitment")),
                Optional.ofNullable(members.getString("previous", null)).map(Commitment::new));
    }
}
