package org.chartseal.ledger.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.json.JSONObject;

/**
 * What a grant covers: to whom, what, and why. It is never written to the channel; a grant's statement has the commitment to it,
 * SHA-256 over the salt's 32 bytes and then the text's UTF-8 bytes.
 *
 * @param text canonical JSON with {@code categories, grantee, purpose} and perhaps {@code records}
 * @param salt hexadecimal
 */
record GrantScope(String text, String salt) {

    /** The kind of grantee whose grants may run longer than {@link LedgerNames#LONGEST_GRANT}. */
    static final String PROXY = "proxy";

    static final String ALL = "all";

    /** Whose the records are: that is not a record, so that naming records leaves it open where it is named too. */
    static final String DEMOGRAPHICS = "demographics";

    static final String TREATMENT = "treatment";

    /** What {@link #ALL} does not stand for: only a grant that names it opens it. */
    static final Set<String> SENSITIVE = Set.of("claims", "genetics", "mental-health", "reproductive-health");

    static final Set<String> PURPOSES = Set.of("administration", "claims", "research", TREATMENT);

    private static final Set<String> KINDS = Set.of("department", "insurer", "practitioner", PROXY, "study");
    private static final Pattern SALT = Members.SHA_256; // as many digits
    private static final int MAX_CATEGORIES = 32;
    private static final int MAX_RECORDS = 32;

    /** To whom a grant is given, by an id that only the hospitals' databases tell. */
    record Grantee(String kind, String id) {

        static Grantee read(JSONObject object, RefusalCode code, String about) {
            Members members = Members.of(object, Set.of("id", "kind"), Set.of(), code, about);
            String kind = members.text("kind", Members.CODE);
            if (!KINDS.contains(kind)) {
                throw new Refusal(code, about);
            }
            return new Grantee(kind, members.text("id", Members.UUID));
        }
    }

    /** What the text says. */
    record Terms(Grantee grantee, List<String> categories, String purpose, List<String> records) {}

    static GrantScope read(String json, String about) {
        JSONObject object = CanonicalJson.read(json, RefusalCode.SCOPE_MALFORMED, about);
        Members members = Members.of(object, Set.of("salt", "text"), Set.of(), RefusalCode.SCOPE_MALFORMED, about);
        return new GrantScope(members.text("text", LedgerNames.MAX_TEXT), members.text("salt", SALT));
    }

    static GrantScope readOwn(JSONObject object) {
        return new GrantScope(object.getString("text"), object.getString("salt"));
    }

    JSONObject json() {
        return new JSONObject().put("salt", salt).put("text", text);
    }

    String commitment() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(salt));
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Reads the text.
     *
     * @throws Refusal when it is not one that a patient could mean
     */
    Terms terms(String about) {
        JSONObject object = CanonicalJson.read(text, RefusalCode.SCOPE_MALFORMED, about);
        Members members = Members.of(
                object,
                Set.of("categories", "grantee", "purpose"),
                Set.of("records"),
                RefusalCode.SCOPE_MALFORMED,
                about);
        Grantee grantee = Grantee.read(members.object("grantee"), RefusalCode.SCOPE_MALFORMED, about);
        List<String> records = members.has("records")
                ? sorted(members.texts("records", Members.UUID, MAX_RECORDS), RefusalCode.SCOPE_MALFORMED, about)
                : List.of();
        String purpose = members.text("purpose", Members.CODE);
        if (!PURPOSES.contains(purpose)) {
            throw new Refusal(RefusalCode.PURPOSE_UNKNOWN, about);
        }
        return new Terms(grantee, categories(members, about), purpose, records);
    }

    private static List<String> categories(Members members, String about) {
        List<String> categories = sorted(
                members.texts("categories", Members.CODE, MAX_CATEGORIES), RefusalCode.CATEGORIES_INVALID, about);
        if (categories.size() > 1 && categories.contains(ALL)) {
            throw new Refusal(RefusalCode.CATEGORIES_INVALID, about);
        }
        return categories;
    }

    private static List<String> sorted(List<String> texts, RefusalCode code, String about) {
        if (texts.isEmpty() || !texts.equals(texts.stream().sorted().distinct().toList())) {
            throw new Refusal(code, about);
        }
        return texts;
    }

    /** Why a request is not within the terms; empty when it is. */
    static Optional<String> outside(Terms terms, GrantQuestion asked) {
        if (!terms.grantee().equals(asked.grantee())) {
            return Optional.of("GRANTEE_OTHER");
        }
        if (!terms.purpose().equals(asked.purpose())) {
            return Optional.of("PURPOSE_OTHER");
        }
        if (!covers(terms.categories(), asked.category())) {
            return Optional.of("CATEGORY_OTHER");
        }
        boolean covered = terms.records().isEmpty()
                || asked.category().equals(DEMOGRAPHICS)
                || asked.record().filter(terms.records()::contains).isPresent();
        return covered ? Optional.empty() : Optional.of("RECORD_OTHER");
    }

    private static boolean covers(List<String> categories, String category) {
        return categories.contains(category) || (categories.contains(ALL) && !SENSITIVE.contains(category));
    }
}
