package org.chartseal.domain.ledger;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.chartseal.domain.shared.Refused;

/**
 * What a grant covers: to whom, what, and why. It never stands on the channel. Its canonical JSON text has the members
 * {@code categories, grantee, purpose} and, for single records, {@code records}.
 *
 * @param categories what may be read, sorted codes, for example {@code laboratory}; {@code all} alone means everything
 * @param purpose {@code treatment}, {@code claims}, {@code research} or {@code administration}
 * @param records none, or the only ones of these categories that may be read
 */
public record GrantTerms(Grantee grantee, List<String> categories, String purpose, List<UUID> records) {

    public GrantTerms {
        categories = categories.stream().sorted().toList();
        records = records.stream()
                .map(UUID::toString)
                .sorted()
                .map(UUID::fromString)
                .toList();
    }

    /** Whom a patient can give access to. */
    public enum GranteeKind {
        PRACTITIONER,
        DEPARTMENT,
        INSURER,
        STUDY,
        PROXY;

        /** As it stands in a text. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * To whom access is given.
     *
     * @param id tells nothing outside the hospitals' databases
     */
    public record Grantee(GranteeKind kind, UUID id) {

        /** That practitioner. */
        public static Grantee of(LedgerPractitionerId practitioner) {
            return new Grantee(GranteeKind.PRACTITIONER, practitioner.value());
        }
    }

    /** RFC 8785 text of the members. */
    public String canonicalText() {
        JsonObjectBuilder members = CanonicalText.JSON
                .createObjectBuilder()
                .add("categories", CanonicalText.JSON.createArrayBuilder(categories))
                .add(
                        "grantee",
                        CanonicalText.JSON
                                .createObjectBuilder()
                                .add("id", grantee.id().toString())
                                .add("kind", grantee.kind().code()))
                .add("purpose", purpose);
        if (!records.isEmpty()) {
            JsonArrayBuilder ids = CanonicalText.JSON.createArrayBuilder();
            records.forEach(id -> ids.add(id.toString()));
            members.add("records", ids);
        }
        return CanonicalText.of(members.build());
    }

    /**
     * Reads the text form.
     *
     * @throws Refused {@code grant-terms-malformed} for any text that {@link #canonicalText} does not write
     */
    public static GrantTerms parse(String text) {
        return CanonicalText.parse(text, "grant-terms-malformed", GrantTerms::read, GrantTerms::canonicalText);
    }

    private static GrantTerms read(JsonObject members) {
        JsonObject grantee = members.getJsonObject("grantee");
        return new GrantTerms(
                new Grantee(
                        GranteeKind.valueOf(grantee.getString("kind").toUpperCase(Locale.ROOT)),
                        CanonicalText.uuid(grantee, "id")),
                CanonicalText.texts(members, "categories"),
                members.getString("purpose"),
                members.containsKey("records")
                        ? CanonicalText.texts(members, "records").stream()
                                .map(UUID::fromString)
                                .toList()
                        : List.of());
    }
}
