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
        JSONObject json = CanonicalJson.read(text, RefusalCode.HEADER_NOT_CANONICAL, about);
        Members members = Members.of(json, REQUIRED, OPTIONAL, RefusalCode.HEADER_MALFORMED, about);
        return new SealHeader(
                members.text("record", Members.UUID),
                members.ordinal("version"),
                members.text("type", Members.CODE),
                members.text("author", Members.UUID),
                members.text("key", Members.SHA_256),
                members.moment("signedAt"),
                members.text("commitment", Members.SHA_256),
                members.optionalText("previous", Members.SHA_256));
    }

    String seal() {
        return record + "." + version;
    }

    String sealBefore() {
        return record + "." + (version - 1);
    }
}
