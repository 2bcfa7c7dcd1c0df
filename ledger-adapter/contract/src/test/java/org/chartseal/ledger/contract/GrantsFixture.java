package org.chartseal.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.chartseal.ledger.contract.InMemoryLedger.Outcome;
import org.hyperledger.fabric.contract.Context;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;

/** A patient who is registered, a scope, and a grant of it, for tests of what the contract does with grants. */
abstract class GrantsFixture {

    static final String GRANT = "00000000-0000-4000-8000-0000000000d1";

    static final String GRANTEE = "00000000-0000-4000-8000-0000000000b1";
    static final String SALT = "0f".repeat(32);

    final InMemoryLedger ledger = new InMemoryLedger();
    final ChartsealContract contract = new ChartsealContract();
    final Signer patient = new Signer("00000000-0000-4000-8000-0000000000c1");

    @BeforeEach
    void registeredPatient() {
        submit(contract::registerSubject, key(patient));
        ledger.inPrivate = Map.of("scope", inPrivate(scope()));
    }

    JSONObject grant() {
        return new JSONObject()
                .put("action", "grant")
                .put("from", "2026-05-01T00:00:00.000Z")
                .put("grant", GRANT)
                .put("key", patient.thumbprint())
                .put("scope", commitment(scope()))
                .put("subject", patient.id)
                .put("until", "2026-06-01T00:00:00.000Z");
    }

    static JSONObject scope() {
        return new JSONObject()
                .put("categories", new JSONArray(List.of("laboratory", "note")))
                .put("grantee", grantee("practitioner", GRANTEE))
                .put("purpose", "treatment");
    }

    static JSONObject grantee(String kind, String id) {
        return new JSONObject().put("id", id).put("kind", kind);
    }

    static String commitment(JSONObject scope) {
        return new GrantScope(CanonicalJson.write(scope), SALT).commitment();
    }

    static String inPrivate(JSONObject scope) {
        return CanonicalJson.write(new GrantScope(CanonicalJson.write(scope), SALT).json());
    }

    static JSONObject question() {
        return new JSONObject()
                .put("at", "2026-05-04T12:00:00.000Z")
                .put("category", "note")
                .put("grant", GRANT)
                .put("grantee", grantee("practitioner", GRANTEE))
                .put("purpose", "treatment");
    }

    String check(JSONObject question) {
        return ledger.run(contract::checkGrant, CanonicalJson.write(question)).answer();
    }

    void assertReason(String reason, JSONObject question) {
        assertThat(check(question)).isEqualTo("{\"holds\":false,\"reason\":\"" + reason + "\"}");
    }

    Outcome giving(JSONObject scope) {
        return giving(scope, grant());
    }

    /** Gives access of that scope by a grant of its own. */
    Outcome giving(JSONObject scope, JSONObject grant) {
        ledger.inPrivate = Map.of("scope", inPrivate(scope));
        return ledger.run(
                contract::giveAccess,
                CanonicalJson.write(
                        patient.sign(grant.put("scope", commitment(scope))).json()));
    }

    void refusedScope(String code, JSONObject scope) {
        assertThatThrownBy(() -> giving(scope))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code().name()).isEqualTo(code));
    }

    JSONObject revocation() {
        return new JSONObject()
                .put("action", "revoke")
                .put("grant", GRANT)
                .put("key", patient.thumbprint())
                .put("revokedAt", "2026-05-04T12:00:00.000Z")
                .put("subject", patient.id);
    }

    static JSONObject key(Signer signer) {
        return new JSONObject().put("publicKey", signer.publicKey()).put("subject", signer.id);
    }

    Outcome give(SignedText statement) {
        return submit(contract::giveAccess, statement.json());
    }

    Outcome revoke(SignedText statement) {
        return submit(contract::revokeAccess, statement.json());
    }

    Outcome submit(BiFunction<Context, String, String> function, JSONObject argument) {
        return ledger.submit(function, CanonicalJson.write(argument));
    }

    void refused(String message, BiFunction<Context, String, String> function, SignedText statement) {
        assertThatThrownBy(() -> submit(function, statement.json()))
                .isInstanceOf(Refusal.class)
                .hasMessage(message);
    }
}
