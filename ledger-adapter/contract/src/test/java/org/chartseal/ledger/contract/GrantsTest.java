package org.chartseal.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.chartseal.ledger.contract.InMemoryLedger.Outcome;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantsTest extends GrantsFixture {

    @Test
    void aPatientGivesAccessAndTakesItAway() {
        Outcome given = give(patient.sign(grant()));
        String statement = patient.sign(grant()).text();
        Outcome revoked = revoke(patient.sign(revocation()));

        assertThat(given.eventName()).isEqualTo("AccessGiven");
        assertThat(given.eventPayload()).isEqualTo("{\"grant\":\"" + GRANT + "\",\"subject\":\"" + patient.id + "\"}");
        assertThat(given.writes()).containsOnlyKeys("grant/" + GRANT);
        assertThat(given.writes().toString() + given.eventPayload() + statement)
                .doesNotContain("laboratory", "treatment", GRANTEE, SALT);
        assertThat(given.privateWrites()).isEqualTo(Map.of("grants:grant/" + GRANT, inPrivate(scope())));
        assertThat(ledger.run(contract::readGrantScope, "{\"grant\":\"" + GRANT + "\"}")
                        .answer())
                .isEqualTo(inPrivate(scope()));
        assertThat(revoked.eventName()).isEqualTo("AccessRevoked");
        JSONObject standing = new JSONObject(
                ledger.run(contract::readGrant, "{\"grant\":\"" + GRANT + "\"}").answer());
        assertThat(standing.keySet())
                .containsExactlyInAnyOrder("grant", "organisation", "revocation", "statement", "subject");
    }

    @Test
    void theSameStatementAgainChangesNothing() {
        SignedText statement = patient.sign(grant());
        give(statement);

        assertThat(give(statement).writes()).isEmpty();
        revoke(patient.sign(revocation()));
        assertThat(revoke(patient.sign(revocation().put("revokedAt", "2026-05-04T11:00:00.000Z")))
                        .writes())
                .isEmpty();
        refused("GRANT_REVOKED " + GRANT, contract::giveAccess, statement);
    }

    @Test
    void anIdIsTakenOnce() {
        give(patient.sign(grant()));

        refused(
                "GRANT_EXISTS " + GRANT,
                contract::giveAccess,
                patient.sign(grant().put("until", "2026-07-01T00:00:00.000Z")));
    }

    @Test
    void onlyThePatientsKeyGivesAndRevokes() {
        Signer impostor = new Signer(patient.id);
        Signer other = new Signer("00000000-0000-4000-8000-0000000000c2");
        Signer unknown = new Signer("00000000-0000-4000-8000-0000000000c3");
        submit(contract::registerSubject, key(other));

        refused("SIGNATURE_INVALID " + GRANT, contract::giveAccess, impostor.sign(grant()));
        refused(
                "KEY_MISMATCH " + GRANT,
                contract::giveAccess,
                impostor.sign(grant().put("key", impostor.thumbprint())));
        refused(
                "SUBJECT_UNKNOWN " + unknown.id,
                contract::giveAccess,
                unknown.sign(grant().put("subject", unknown.id).put("key", unknown.thumbprint())));
        refused("GRANT_UNKNOWN " + GRANT, contract::revokeAccess, patient.sign(revocation()));
        give(patient.sign(grant()));
        refused("SIGNATURE_INVALID " + GRANT, contract::revokeAccess, impostor.sign(revocation()));
        refused(
                "SUBJECT_MISMATCH " + GRANT,
                contract::revokeAccess,
                other.sign(revocation().put("subject", other.id).put("key", other.thumbprint())));
        refused(
                "SIGNED_IN_FUTURE " + GRANT,
                contract::revokeAccess,
                patient.sign(revocation().put("revokedAt", "2026-05-04T12:05:00.001Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "until,2026-05-01T00:00:00.000Z,GRANT_PERIOD_INVALID",
        "until,2026-04-01T00:00:00.000Z,GRANT_PERIOD_INVALID",
        "until,2026-06-01,STATEMENT_MALFORMED",
        "action,revoke,STATEMENT_MALFORMED",
        "scope,hello,STATEMENT_MALFORMED",
        "categories,laboratory,STATEMENT_MALFORMED",
        "note,hello,STATEMENT_MALFORMED"
    })
    void aStatementThatIsNotSaneIsRefused(String member, String value, String code) {
        assertThatThrownBy(() -> give(patient.sign(grant().put(member, value))))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code().name()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({
        "purpose,marketing,PURPOSE_UNKNOWN",
        "purpose,For Jane,SCOPE_MALFORMED",
        "grantee,Dr. Who,SCOPE_MALFORMED",
        "categories,laboratory,SCOPE_MALFORMED",
        "records,hello,SCOPE_MALFORMED",
        "note,hello,SCOPE_MALFORMED"
    })
    void aScopeThatIsNotSaneIsRefused(String member, String value, String code) {
        refusedScope(code, scope().put(member, value));
    }

    @Test
    void aGranteeIsOfAKnownKindAndHasAnIdThatTellsNothing() {
        for (String kind : List.of("department", "insurer", "practitioner", "proxy", "study")) {
            assertThat(giving(scope().put("grantee", grantee(kind, GRANTEE))).privateWrites())
                    .hasSize(1);
        }
        refusedScope("SCOPE_MALFORMED", scope().put("grantee", grantee("employer", GRANTEE)));
        refusedScope("SCOPE_MALFORMED", scope().put("grantee", grantee("practitioner", "jane-doe")));
    }

    @Test
    void categoriesAreSortedAndAllStandsAlone() {
        for (List<String> wrong : List.of(
                List.<String>of(), List.of("note", "laboratory"), List.of("note", "note"), List.of("all", "note"))) {
            refusedScope("CATEGORIES_INVALID", scope().put("categories", new JSONArray(wrong)));
        }
        assertThat(giving(scope().put("categories", new JSONArray(List.of("all"))))
                        .writes())
                .hasSize(1);
    }

    @Test
    void singleRecordsAreSortedIds() {
        refusedScope("SCOPE_MALFORMED", scope().put("records", new JSONArray()));
        refusedScope("SCOPE_MALFORMED", scope().put("records", new JSONArray(List.of(GRANT, GRANTEE))));
        assertThat(giving(scope().put("records", new JSONArray(List.of(GRANTEE, GRANT))))
                        .writes())
                .hasSize(1);
    }

    @Test
    void theScopeThatComesIsTheOneThatWasSigned() {
        SignedText statement = patient.sign(grant());

        ledger.inPrivate = Map.of();
        refused("SCOPE_MISSING " + GRANT, contract::giveAccess, statement);
        ledger.inPrivate = Map.of("scope", "hello");
        refused("SCOPE_MALFORMED " + GRANT, contract::giveAccess, statement);
        ledger.inPrivate = Map.of("scope", inPrivate(scope().put("purpose", "claims")));
        refused("SCOPE_MISMATCH " + GRANT, contract::giveAccess, statement);
        ledger.inPrivate = Map.of("scope", inPrivate(scope()).replace(SALT, "ee".repeat(32)));
        refused("SCOPE_MISMATCH " + GRANT, contract::giveAccess, statement);
        String loose = CanonicalJson.write(scope()).replace(":", ": ");
        GrantScope unfit = new GrantScope(loose, SALT);
        ledger.inPrivate = Map.of("scope", CanonicalJson.write(unfit.json()));
        refused(
                "SCOPE_MALFORMED " + GRANT,
                contract::giveAccess,
                patient.sign(grant().put("scope", unfit.commitment())));
    }

    @Test
    void onlyAProxyIsGivenMoreThanTwoYears() {
        JSONObject longest = grant().put("until", "2028-05-02T00:00:00.000Z");
        JSONObject longer = grant().put("until", "2028-05-02T00:00:00.001Z");

        refused("GRANT_TOO_LONG " + GRANT, contract::giveAccess, patient.sign(longer));
        assertThat(give(patient.sign(longest)).writes()).hasSize(1);
        assertThat(giving(
                                scope().put("grantee", grantee("proxy", GRANTEE)),
                                grant().put("grant", "00000000-0000-4000-8000-0000000000d2")
                                        .put("until", "2040-01-01T00:00:00.000Z"))
                        .writes())
                .hasSize(1);
    }

    @Test
    void theContractAnswersByScopePeriodAndRevocation() {
        assertThat(check(question())).isEqualTo("{\"holds\":false,\"reason\":\"GRANT_UNKNOWN\"}");
        give(patient.sign(grant()));

        assertThat(check(question())).isEqualTo("{\"holds\":true}");
        assertThat(check(question().put("at", "2026-05-01T00:00:00.000Z"))).isEqualTo("{\"holds\":true}");
        assertReason("GRANT_NOT_YET", question().put("at", "2026-04-30T23:59:59.999Z"));
        assertReason("GRANT_ENDED", question().put("at", "2026-06-01T00:00:00.000Z"));
        assertReason("GRANTEE_OTHER", question().put("grantee", grantee("department", GRANTEE)));
        assertReason("GRANTEE_OTHER", question().put("grantee", grantee("practitioner", GRANT)));
        assertReason("PURPOSE_OTHER", question().put("purpose", "claims"));
        assertReason("CATEGORY_OTHER", question().put("category", "medication"));
        revoke(patient.sign(revocation().put("revokedAt", "2026-05-04T11:00:00.000Z")));
        assertThat(check(question().put("at", "2026-05-04T10:59:59.999Z"))).isEqualTo("{\"holds\":true}");
        assertReason("GRANT_REVOKED", question().put("at", "2026-05-04T11:00:00.000Z"));
    }

    @Test
    void aGrantForEverythingOpensNoSensitivePartUnlessItNamesIt() {
        JSONObject everything = scope().put("categories", new JSONArray(List.of("all")));
        ledger.inPrivate = Map.of("scope", inPrivate(everything));
        give(patient.sign(grant().put("scope", commitment(everything))));

        assertThat(check(question().put("category", "medication"))).isEqualTo("{\"holds\":true}");
        for (String sensitive : List.of("claims", "genetics", "mental-health", "reproductive-health")) {
            assertReason("CATEGORY_OTHER", question().put("category", sensitive));
        }
    }

    @Test
    void aGrantThatNamesASensitivePartOpensIt() {
        JSONObject named = scope().put("categories", new JSONArray(List.of("mental-health")));
        ledger.inPrivate = Map.of("scope", inPrivate(named));
        give(patient.sign(grant().put("scope", commitment(named))));

        assertThat(check(question().put("category", "mental-health"))).isEqualTo("{\"holds\":true}");
        assertReason("CATEGORY_OTHER", question().put("category", "genetics"));
    }

    @Test
    void aGrantOfSingleRecordsOpensThemAlone() {
        JSONObject scope = scope().put("records", new JSONArray(List.of(GRANTEE)))
                .put("categories", new JSONArray(List.of("demographics", "note")));
        ledger.inPrivate = Map.of("scope", inPrivate(scope));
        give(patient.sign(grant().put("scope", commitment(scope))));

        assertThat(check(question().put("category", "demographics"))).isEqualTo("{\"holds\":true}");
        assertReason("RECORD_OTHER", question());
        assertReason("RECORD_OTHER", question().put("record", GRANT));
        assertThat(check(question().put("record", GRANTEE))).isEqualTo("{\"holds\":true}");
    }

    @Test
    void aStatementIsCanonical() {
        refused(
                "STATEMENT_NOT_CANONICAL",
                contract::giveAccess,
                patient.sign(CanonicalJson.write(grant()).replace(":", ": ")));
    }

    @Test
    void registeringAPatientAgainIsHarmlessWithTheSameKeyOnly() {
        Signer other = new Signer(patient.id);

        assertThat(submit(contract::registerSubject, key(patient)).writes()).isEmpty();
        assertThatThrownBy(() -> submit(contract::registerSubject, key(other)))
                .hasMessage("SUBJECT_EXISTS " + patient.id);
        assertThat(ledger.run(contract::readSubject, "{\"subject\":\"" + patient.id + "\"}")
                        .answer())
                .contains(patient.publicKey());
    }
}
