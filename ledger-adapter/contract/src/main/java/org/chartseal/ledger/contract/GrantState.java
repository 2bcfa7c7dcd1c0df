package org.chartseal.ledger.contract;

import java.time.Instant;
import java.util.Optional;
import org.json.JSONObject;

/** What everyone on the channel sees of a grant. */
record GrantState(JSONObject json) {

    private static final String REVOCATION = "revocation";
    private static final String FORGOTTEN = "forgotten";

    static GrantState given(String grant, String subject, String organisation, SignedText statement) {
        return new GrantState(new JSONObject()
                .put("grant", grant)
                .put("organisation", organisation)
                .put("statement", statement.json())
                .put("subject", subject));
    }

    String grant() {
        return json.getString("grant");
    }

    String subject() {
        return json.getString("subject");
    }

    /** MSP id of the organisation that wrote it. */
    String organisation() {
        return json.getString("organisation");
    }

    SignedText statement() {
        return SignedText.readOwn(json.getJSONObject("statement"));
    }

    Instant from() {
        return Instant.parse(text(statement()).getString("from"));
    }

    Instant until() {
        return Instant.parse(text(statement()).getString("until"));
    }

    boolean isRevoked() {
        return json.has(REVOCATION);
    }

    /** Whether that very statement ended it. */
    boolean isRevokedBy(SignedText statement) {
        return isRevoked()
                && SignedText.readOwn(json.getJSONObject(REVOCATION)).text().equals(statement.text());
    }

    /** When the patient said that it ends. */
    Optional<Instant> revokedAt() {
        return isRevoked()
                ? Optional.of(Instant.parse(
                        text(SignedText.readOwn(json.getJSONObject(REVOCATION))).getString("revokedAt")))
                : Optional.empty();
    }

    boolean isForgotten() {
        return json.has(FORGOTTEN);
    }

    GrantState revoked(SignedText statement) {
        return with(REVOCATION, statement.json());
    }

    /** The scope is gone for good; the patient's statement stands there, if it took one. */
    GrantState forgotten(Instant at, Optional<SignedText> statement) {
        JSONObject how = new JSONObject().put("at", Members.text(at));
        statement.ifPresent(signed -> how.put("statement", signed.json()));
        return with(FORGOTTEN, how);
    }

    private GrantState with(String member, JSONObject value) {
        return new GrantState(new JSONObject(json.toMap()).put(member, value));
    }

    private static JSONObject text(SignedText signed) {
        return CanonicalJson.readOwn(signed.text());
    }
}
