package org.chartseal.ledger.contract;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.json.JSONObject;

/**
 * The access that patients give. A statement counts by the patient's signature, whichever organisation
 * carries it to the ledger.
 */
final class Grants {

    private static final int MAX_CATEGORIES = 32;
    private static final Set<String> PURPOSES = Set.of("claims", "research", "treatment");
    private static final Set<String> GRANT =
            Set.of("action", "categories", "from", "grant", "grantee", "key", "purpose", "subject", "until");
    private static final Set<String> REVOCATION = Set.of("action", "grant", "key", "revokedAt", "subject");

    private final LedgerState ledger;
    private final SubjectKeys subjects;

    Grants(LedgerState ledger) {
        this.ledger = ledger;
        this.subjects = new SubjectKeys(ledger);
    }

    /** The same statement again changes nothing, unless it was revoked: then giving access takes a new grant. */
    JSONObject give(JSONObject argument) {
        SignedText signed = SignedText.read(argument, "");
        Members members = statement(signed, GRANT);
        members.literal("action", "grant");
        String grant = members.text("grant", Members.UUID);
        String subject = members.text("subject", Members.UUID);
        String key = members.text("key", Members.SHA_256);
        members.text("grantee", Members.UUID);
        checkScope(members, grant);
        Optional<JSONObject> standing = ledger.find(LedgerNames.grantKey(grant));
        if (standing.isPresent()) {
            return unchanged(standing.get(), signed, grant);
        }
        checkSignature(subject, key, signed, grant);
        JSONObject state = new JSONObject()
                .put("grant", grant)
                .put("organisation", ledger.organisation())
                .put("statement", signed.json())
                .put("subject", subject);
        return write(state, LedgerNames.ACCESS_GIVEN);
    }

    /** Revoking twice changes nothing: the first statement stands. */
    JSONObject revoke(JSONObject argument) {
        SignedText signed = SignedText.read(argument, "");
        Members members = statement(signed, REVOCATION);
        members.literal("action", "revoke");
        String grant = members.text("grant", Members.UUID);
        String subject = members.text("subject", Members.UUID);
        String key = members.text("key", Members.SHA_256);
        require(
                !members.moment("revokedAt").isAfter(ledger.time().plus(LedgerNames.CLOCK_TOLERANCE)),
                RefusalCode.SIGNED_IN_FUTURE,
                grant);
        JSONObject state = ledger.find(LedgerNames.grantKey(grant))
                .orElseThrow(() -> new Refusal(RefusalCode.GRANT_UNKNOWN, grant));
        require(state.getString("subject").equals(subject), RefusalCode.SUBJECT_MISMATCH, grant);
        checkSignature(subject, key, signed, grant);
        return state.has("revocation")
                ? state
                : write(state.put("revocation", signed.json()), LedgerNames.ACCESS_REVOKED);
    }

    private static Members statement(SignedText signed, Set<String> names) {
        JSONObject json = CanonicalJson.read(signed.text(), RefusalCode.STATEMENT_NOT_CANONICAL, "");
        return Members.of(json, names, Set.of(), RefusalCode.STATEMENT_MALFORMED, "");
    }

    private static void checkScope(Members members, String grant) {
        require(members.moment("from").isBefore(members.moment("until")), RefusalCode.GRANT_PERIOD_INVALID, grant);
        require(PURPOSES.contains(members.text("purpose", Members.CODE)), RefusalCode.PURPOSE_UNKNOWN, grant);
        List<String> categories = members.texts("categories", Members.CODE, MAX_CATEGORIES);
        boolean sorted =
                categories.equals(categories.stream().sorted().distinct().toList());
        boolean allAlone = categories.size() == 1 || !categories.contains("all");
        require(sorted && allAlone && !categories.isEmpty(), RefusalCode.CATEGORIES_INVALID, grant);
    }

    private void checkSignature(String subject, String key, SignedText signed, String grant) {
        RegisteredKey registered = subjects.present(subject);
        require(registered.thumbprint().equals(key), RefusalCode.KEY_MISMATCH, grant);
        require(registered.verifier().verifies(signed), RefusalCode.SIGNATURE_INVALID, grant);
    }

    private static JSONObject unchanged(JSONObject standing, SignedText signed, String grant) {
        SignedText before = SignedText.readOwn(standing.getJSONObject("statement"));
        require(before.text().equals(signed.text()), RefusalCode.GRANT_EXISTS, grant);
        require(!standing.has("revocation"), RefusalCode.GRANT_REVOKED, grant);
        return standing;
    }

    private JSONObject write(JSONObject state, String event) {
        String grant = state.getString("grant");
        ledger.put(LedgerNames.grantKey(grant), state);
        ledger.event(event, new JSONObject().put("grant", grant).put("subject", state.getString("subject")));
        return state;
    }

    private static void require(boolean holds, RefusalCode code, String about) {
        if (!holds) {
            throw new Refusal(code, about);
        }
    }
}
