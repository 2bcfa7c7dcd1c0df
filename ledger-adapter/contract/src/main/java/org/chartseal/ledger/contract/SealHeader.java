package org.chartseal.ledger.contract;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.json.JSONObject;

/** What an author signs for a record version, read from its canonical text. */
record SealHeader(
        String record,
        int version,
        String type,
        String author,
        String key,
        Instant signedAt,
        String commitment,
        Optional<String> previous) {

    private static final Set<String> REQUIRED =
            Set.of("author", "commitment", "key", "record", "signedAt", "type", "version");
    private static final Set<String> OPTIONAL = Set.of("previous");

    static SealHeader read(String text, String about) {
        JSONObject json = CanonicalJson.parse(text, RefusalCode.HEADER_NOT_CANONICAL, about);
        Members members = Members.of(json, REQUIRED, OPTIONAL, RefusalCode.HEADER_MALFORMED, about);
        SealHeader header = new SealHeader(
                members.text("record", Members.UUID),
                members.ordinal("version"),
                members.text("type", Members.CODE),
                members.text("author", Members.UUID),
                members.text("key", Members.SHA_256),
                members.moment("signedAt"),
                members.text("commitment", Members.SHA_256),
                members.optionalText("previous", Members.SHA_256));
        if (!header.canonicalText().equals(text)) {
            throw new Refusal(RefusalCode.HEADER_NOT_CANONICAL, about);
        }
        return header;
    }

    /** The one text (RFC 8785) that says this: none of the members has anything to escape. */
    private String canonicalText() {
        StringBuilder text = new StringBuilder(512)
                .append("{\"author\":\"")
                .append(author)
                .append("\",\"commitment\":\"")
                .append(commitment)
                .append("\",\"key\":\"")
                .append(key);
        previous.ifPresent(before -> text.append("\",\"previous\":\"").append(before));
        return text.append("\",\"record\":\"")
                .append(record)
                .append("\",\"signedAt\":\"")
                .append(Members.text(signedAt))
                .append("\",\"type\":\"")
                .append(type)
                .append("\",\"version\":")
                .append(version)
                .append('}')
                .toString();
    }

    String seal() {
        return record + "." + version;
    }

    String sealBefore() {
        return record + "." + (version - 1);
    }
}
