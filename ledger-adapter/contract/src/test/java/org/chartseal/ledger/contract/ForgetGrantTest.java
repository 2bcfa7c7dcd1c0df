package org.chartseal.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.chartseal.ledger.contract.InMemoryLedger.Outcome;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

/** How the scope of a grant is destroyed, and that it stays so. */
class ForgetGrantTest extends GrantsFixture {

    @Test
    void aScopeIsForgottenWhenTheGrantIsOverOrThePatientWishesIt() {
        Instant now = ledger.time;
        give(patient.sign(grant()));
        assertForgetRefused("GRANT_HOLDS " + GRANT, forgetting());
        Signer impostor = new Signer(patient.id);
        assertForgetRefused(
                "SIGNATURE_INVALID " + GRANT,
                forgetting().put("statement", impostor.sign(wish()).json()));
        assertForgetRefused(
                "SIGNED_IN_FUTURE " + GRANT,
                forgetting()
                        .put(
                                "statement",
                                patient.sign(wish().put("forgottenAt", "2026-05-04T12:05:00.001Z"))
                                        .json()));
        assertForgetRefused(
                "STATEMENT_MALFORMED",
                forgetting().put("statement", patient.sign(revocation()).json()));

        ledger.time = Instant.parse("2026-05-31T23:59:59Z");
        assertForgetRefused("GRANT_HOLDS " + GRANT, forgetting());
        ledger.time = Instant.parse("2026-06-01T00:00:00Z");
        assertThat(ledger.run(contract::forgetGrant, CanonicalJson.write(forgetting()))
                        .privateWrites())
                .isEqualTo(Map.of("grants:grant/" + GRANT, ""));
        ledger.time = now;
        assertThat(ledger.run(
                                contract::forgetGrant,
                                CanonicalJson.write(forgetting()
                                        .put("statement", patient.sign(wish()).json())))
                        .privateWrites())
                .isEqualTo(Map.of("grants:grant/" + GRANT, ""));
        revoke(patient.sign(revocation()));
        Outcome forgotten = submit(contract::forgetGrant, forgetting());

        assertThat(forgotten.eventName()).isEqualTo("ScopeForgotten");
        assertThat(new JSONObject(forgotten.answer()).getJSONObject("forgotten").getString("at"))
                .isEqualTo("2026-05-04T12:00:00.000Z");
        assertThat(submit(contract::forgetGrant, forgetting()).writes()).isEmpty();
    }

    @Test
    void aForgottenScopeDoesNotComeBack() {
        SignedText statement = patient.sign(grant());
        give(statement);
        submit(
                contract::forgetGrant,
                forgetting().put("statement", patient.sign(wish()).json()));

        ledger.inPrivate = Map.of("scope", inPrivate(scope()));
        refused("GRANT_FORGOTTEN " + GRANT, contract::giveAccess, statement);
        assertReason("GRANT_FORGOTTEN", question());
        assertThat(ledger.run(contract::readGrantScope, "{\"grant\":\"" + GRANT + "\"}")
                        .answer())
                .isEqualTo("null");
    }

    @Test
    void onlyTheOrganisationThatWroteAGrantForgetsIt() {
        give(patient.sign(grant()));
        assertForgetRefused("GRANT_UNKNOWN " + GRANTEE, new JSONObject().put("grant", GRANTEE));
        ledger.organisation = "HospitalB";
        assertForgetRefused(
                "ORGANISATION_MISMATCH " + GRANT,
                forgetting().put("statement", patient.sign(wish()).json()));
    }

    @Test
    void aWishToForgetIsAboutThatGrant() {
        give(patient.sign(grant()));
        String other = "00000000-0000-4000-8000-0000000000d2";
        give(patient.sign(grant().put("grant", other)));

        assertForgetRefused(
                "STATEMENT_MALFORMED " + GRANT,
                forgetting()
                        .put(
                                "statement",
                                patient.sign(wish().put("grant", other)).json()));
    }

    private static JSONObject forgetting() {
        return new JSONObject().put("grant", GRANT);
    }

    private JSONObject wish() {
        return new JSONObject()
                .put("action", "forget")
                .put("forgottenAt", "2026-05-04T12:00:00.000Z")
                .put("grant", GRANT)
                .put("key", patient.thumbprint())
                .put("subject", patient.id);
    }

    private void assertForgetRefused(String message, JSONObject argument) {
        assertThatThrownBy(() -> submit(contract::forgetGrant, argument))
                .isInstanceOf(Refusal.class)
                .hasMessage(message);
    }
}
