package org.chartseal.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chartseal.ledger.contract.InMemoryLedger.Outcome;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who acts for a patient takes access away that the patient gave, and nothing else. */
class ProxyRevocationTest {

    private static final String TO_DOCTOR = "00000000-0000-4000-8000-0000000000d1";
    private static final String TO_PROXY = "00000000-0000-4000-8000-0000000000d2";
    private static final String OF_PROXY = "00000000-0000-4000-8000-0000000000d3";
    private static final String DOCTOR = "00000000-0000-4000-8000-0000000000b1";
    private static final String SALT = "0f".repeat(32);

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final ChartsealContract contract = new ChartsealContract();
    private final Signer patient = new Signer("00000000-0000-4000-8000-0000000000c1");
    private final Signer proxy = new Signer("00000000-0000-4000-8000-0000000000c2");
    private final Signer third = new Signer("00000000-0000-4000-8000-0000000000c3");

    @BeforeEach
    void patientWithADoctorAndAProxyWhoHasAProxy() {
        for (Signer person : List.of(patient, proxy, third)) {
            ledger.submit(
                    contract::registerSubject,
                    CanonicalJson.write(new JSONObject()
                            .put("publicKey", person.publicKey())
                            .put("subject", person.id)));
        }
        give(patient, TO_DOCTOR, scope("practitioner", DOCTOR, "treatment", "all"), "2026-06-01T00:00:00.000Z");
        give(patient, TO_PROXY, scope("proxy", proxy.id, "treatment", "all"), "2026-05-10T00:00:00.000Z");
        give(proxy, OF_PROXY, scope("proxy", third.id, "treatment", "all"), "2026-06-01T00:00:00.000Z");
    }

    @Test
    void aProxyTakesAccessAwayWithTheirOwnKey() {
        Outcome revoked = revoke(proxy, byProxy(TO_DOCTOR, proxy, TO_PROXY));

        assertThat(revoked.eventName()).isEqualTo("AccessRevoked");
        assertThat(revoked.writes()).containsOnlyKeys("grant/" + TO_DOCTOR);
        assertThat(revoked.writes().toString()).doesNotContain(DOCTOR, "treatment", SALT);
        assertThat(new JSONObject(revoked.answer()).getJSONObject("revocation").getString("text"))
                .contains("\"proxy\":\"" + proxy.id + "\"");
    }

    @Test
    void theSameStatementAgainChangesNothingAlsoWhenTheProxyIsOneNoMore() {
        revoke(proxy, byProxy(TO_DOCTOR, proxy, TO_PROXY));
        ledger.time = Instant.parse("2026-05-20T00:00:00Z");

        assertThat(revoke(proxy, byProxy(TO_DOCTOR, proxy, TO_PROXY)).writes()).isEmpty();
    }

    @Test
    void aProxyGivesTheirOwnPartBack() {
        revoke(proxy, byProxy(TO_PROXY, proxy, TO_PROXY));

        assertThat(revoke(proxy, byProxy(TO_PROXY, proxy, TO_PROXY)).writes()).isEmpty();
        refused("GRANT_REVOKED " + TO_PROXY, proxy, byProxy(TO_DOCTOR, proxy, TO_PROXY));
    }

    @Test
    void onlyTheProxysOwnKeySigns() {
        Signer impostor = new Signer(proxy.id);

        refused("SIGNATURE_INVALID " + TO_DOCTOR, impostor, byProxy(TO_DOCTOR, proxy, TO_PROXY));
        refused(
                "KEY_MISMATCH " + TO_DOCTOR,
                impostor,
                byProxy(TO_DOCTOR, proxy, TO_PROXY).put("key", impostor.thumbprint()));
        refused(
                "KEY_MISMATCH " + TO_DOCTOR,
                patient,
                byProxy(TO_DOCTOR, proxy, TO_PROXY).put("key", patient.thumbprint()));
        refused("KEY_MISMATCH " + TO_DOCTOR, proxy, own(TO_DOCTOR).put("key", proxy.thumbprint()));
    }

    @Test
    void aProxyOfAProxyIsRefused() {
        refused("SUBJECT_MISMATCH " + OF_PROXY, third, byProxy(TO_DOCTOR, third, OF_PROXY));
        refused("PROXY_INVALID " + TO_PROXY + ":GRANTEE_OTHER", third, byProxy(TO_DOCTOR, third, TO_PROXY));
    }

    @Test
    void aProxyOfAnotherPatientIsRefused() {
        refused(
                "SUBJECT_MISMATCH " + TO_DOCTOR,
                third,
                byProxy(TO_DOCTOR, third, OF_PROXY).put("subject", proxy.id));
        refused(
                "SUBJECT_MISMATCH " + TO_PROXY,
                proxy,
                byProxy(OF_PROXY, proxy, TO_PROXY).put("subject", proxy.id));
    }

    @Test
    void aProxyIsOneFromTheBeginningOfTheirGrantToItsEnd() {
        ledger.time = Instant.parse("2026-05-09T23:59:59.999Z");
        assertThat(ledger.run(contract::revokeAccess, signed(proxy, byProxy(TO_DOCTOR, proxy, TO_PROXY)))
                        .writes())
                .hasSize(1);
        ledger.time = Instant.parse("2026-05-10T00:00:00Z");
        refused("PROXY_INVALID " + TO_PROXY + ":GRANT_ENDED", proxy, byProxy(TO_DOCTOR, proxy, TO_PROXY));
        ledger.time = Instant.parse("2026-05-04T12:00:00Z");
        String later = "00000000-0000-4000-8000-0000000000d5";
        give(
                patient,
                later,
                scope("proxy", proxy.id, "treatment", "all"),
                "2026-05-06T00:00:00.000Z",
                "2026-05-10T00:00:00.000Z");
        refused("PROXY_INVALID " + later + ":GRANT_NOT_YET", proxy, byProxy(TO_DOCTOR, proxy, later));
    }

    @Test
    void whoseGrantWasTakenAwayOrForgottenActsNoMore() {
        String other = "00000000-0000-4000-8000-0000000000d6";
        give(patient, other, scope("proxy", proxy.id, "treatment", "all"), "2026-05-10T00:00:00.000Z");
        revoke(patient, own(TO_PROXY).put("revokedAt", "2026-05-04T12:04:00.000Z"));
        ledger.submit(
                contract::forgetGrant,
                CanonicalJson.write(new JSONObject()
                        .put("grant", other)
                        .put(
                                "statement",
                                patient.sign(new JSONObject()
                                                .put("action", "forget")
                                                .put("forgottenAt", "2026-05-04T12:00:00.000Z")
                                                .put("grant", other)
                                                .put("key", patient.thumbprint())
                                                .put("subject", patient.id))
                                        .json())));

        refused("GRANT_REVOKED " + TO_PROXY, proxy, byProxy(TO_DOCTOR, proxy, TO_PROXY));
        refused("PROXY_INVALID " + other + ":GRANT_FORGOTTEN", proxy, byProxy(TO_DOCTOR, proxy, other));
    }

    @Test
    void onlyAGrantToAProxyMakesOne() {
        refused("PROXY_INVALID " + TO_DOCTOR + ":GRANTEE_OTHER", proxy, byProxy(TO_PROXY, proxy, TO_DOCTOR));
        refused("GRANT_UNKNOWN " + DOCTOR, proxy, byProxy(TO_DOCTOR, proxy, DOCTOR));
        String claims = "00000000-0000-4000-8000-0000000000d7";
        give(patient, claims, scope("proxy", proxy.id, "claims", "all"), "2026-05-10T00:00:00.000Z");
        refused("PROXY_INVALID " + claims + ":PURPOSE_OTHER", proxy, byProxy(TO_DOCTOR, proxy, claims));
        String blind = "00000000-0000-4000-8000-0000000000d8";
        give(patient, blind, scope("proxy", proxy.id, "treatment", "laboratory"), "2026-05-10T00:00:00.000Z");
        refused("PROXY_INVALID " + blind + ":CATEGORY_OTHER", proxy, byProxy(TO_DOCTOR, proxy, blind));
    }

    @Test
    void aStatementNamesAProxyWholeOrNotAtAll() {
        for (String missing : Set.of("proxy", "proxyGrant")) {
            JSONObject half = byProxy(TO_DOCTOR, proxy, TO_PROXY);
            half.remove(missing);
            refused("STATEMENT_MALFORMED", proxy, half);
        }
    }

    @Test
    void aProxyGivesNothing() {
        JSONObject scope = scope("practitioner", DOCTOR, "treatment", "all");
        JSONObject grant = grant(patient, "00000000-0000-4000-8000-0000000000d9", scope, "2026-06-01T00:00:00.000Z");
        ledger.inPrivate = Map.of("scope", inPrivate(scope));

        assertThatThrownBy(() ->
                        ledger.submit(contract::giveAccess, signed(proxy, grant.put("key", proxy.thumbprint()))))
                .hasMessageStartingWith("KEY_MISMATCH");
        assertThatThrownBy(() -> ledger.submit(
                        contract::giveAccess,
                        signed(proxy, grant.put("proxy", proxy.id).put("proxyGrant", TO_PROXY))))
                .hasMessageStartingWith("STATEMENT_MALFORMED");
    }

    private void give(Signer by, String grant, JSONObject scope, String until) {
        give(by, grant, scope, "2026-05-01T00:00:00.000Z", until);
    }

    private void give(Signer by, String grant, JSONObject scope, String from, String until) {
        ledger.inPrivate = Map.of("scope", inPrivate(scope));
        ledger.submit(
                contract::giveAccess, signed(by, grant(by, grant, scope, until).put("from", from)));
        ledger.inPrivate = Map.of();
    }

    private static JSONObject grant(Signer by, String grant, JSONObject scope, String until) {
        return new JSONObject()
                .put("action", "grant")
                .put("from", "2026-05-01T00:00:00.000Z")
                .put("grant", grant)
                .put("key", by.thumbprint())
                .put("scope", new GrantScope(CanonicalJson.write(scope), SALT).commitment())
                .put("subject", by.id)
                .put("until", until);
    }

    private static JSONObject scope(String kind, String grantee, String purpose, String category) {
        return new JSONObject()
                .put("categories", new JSONArray(List.of(category)))
                .put("grantee", new JSONObject().put("id", grantee).put("kind", kind))
                .put("purpose", purpose);
    }

    private static String inPrivate(JSONObject scope) {
        return CanonicalJson.write(new GrantScope(CanonicalJson.write(scope), SALT).json());
    }

    private JSONObject own(String grant) {
        return new JSONObject()
                .put("action", "revoke")
                .put("grant", grant)
                .put("key", patient.thumbprint())
                .put("revokedAt", "2026-05-04T12:00:00.000Z")
                .put("subject", patient.id);
    }

    private JSONObject byProxy(String grant, Signer by, String under) {
        return own(grant).put("key", by.thumbprint()).put("proxy", by.id).put("proxyGrant", under);
    }

    private static String signed(Signer by, JSONObject statement) {
        return CanonicalJson.write(by.sign(statement).json());
    }

    private Outcome revoke(Signer by, JSONObject statement) {
        return ledger.submit(contract::revokeAccess, signed(by, statement));
    }

    private void refused(String message, Signer by, JSONObject statement) {
        assertThatThrownBy(() -> revoke(by, statement))
                .isInstanceOf(Refusal.class)
                .hasMessage(message);
    }
}
