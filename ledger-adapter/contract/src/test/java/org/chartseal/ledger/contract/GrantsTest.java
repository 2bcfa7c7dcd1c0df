package org.chartseal.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.BiFunction;
import org.chartseal.ledger.contract.InMemoryLedger.Outcome;
import org.hyperledger.fabric.contract.Context;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantsTest {

    private static final String GRANT = "00000000-0000-4000-8000-0000000000d1";

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final ChartsealContract contract = new ChartsealContract();
    private final Signer patient = new Signer("00000000-0000-4000-8000-0000000000c1");

    @BeforeEach
    void registeredPatient() {
        submit(contract::registerSubject, key(patient));
    }

    @Test
    void aPatientGivesAccessAndTakesItAway() {
        Outcome given = give(patient.sign(grant()));
        Outcome revoked = revoke(patient.sign(revocation()));

        assertThat(given.eventName()).isEqualTo("AccessGiven");
        assertThat(given.eventPayload()).isEqualTo("{\"grant\":\"" + GRANT + "\",\"subject\":\"" + patient.id + "\"}");
        assertThat(given.writes()).containsOnlyKeys("grant/" + GRANT);
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

        refused("GRANT_EXISTS " + GRANT, contract::giveAccess, patient.sign(grant().put("purpose", "claims")));
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
        "purpose,marketing,PURPOSE_UNKNOWN",
        "purpose,For Jane,STATEMENT_MALFORMED",
        "grantee,Dr. Who,STATEMENT_MALFORMED",
        "action,revoke,STATEMENT_MALFORMED",
        "categories,laboratory,STATEMENT_MALFORMED",
        "note,hello,STATEMENT_MALFORMED"
    })
    void aStatementThatIsNotSaneIsRefused(String member, String value, String code) {
        assertThatThrownBy(() -> give(patient.sign(grant().put(member, value))))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code().name()).isEqualTo(code));
    }

    @Test
    void categoriesAreSortedAndAllStandsAlone() {
        for (List<String> wrong : List.of(
                List.<String>of(), List.of("note", "laboratory"), List.of("note", "note"), List.of("all", "note"))) {
            refused(
                    "CATEGORIES_INVALID " + GRANT,
                    contract::giveAccess,
                    patient.sign(grant().put("categories", new JSONArray(wrong))));
        }
        assertThat(give(patient.sign(grant().put("categories", new JSONArray(List.of("all")))))
                        .writes())
                .hasSize(1);
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

    private JSONObject grant() {
        return new JSONObject()
                .put("action", "grant")
                .put("categories", new JSONArray(List.of("laboratory", "note")))
                .put("from", "2026-05-01T00:00:00.000Z")
                .put("grant", GRANT)
                .put("grantee", "00000000-0000-4000-8000-0000000000b1")
                .put("key", patient.thumbprint())
                .put("purpose", "treatment")
                .put("subject", patient.id)
                .put("until", "2026-06-01T00:00:00.000Z");
    }

    private JSONObject revocation() {
        return new JSONObject()
                .put("action", "revoke")
                .put("grant", GRANT)
                .put("key", patient.thumbprint())
                .put("revokedAt", "2026-05-04T12:00:00.000Z")
                .put("subject", patient.id);
    }

    private static JSONObject key(Signer signer) {
        return new JSONObject().put("publicKey", signer.publicKey()).put("subject", signer.id);
    }

    private Outcome give(SignedText statement) {
        return submit(contract::giveAccess, statement.json());
    }

    private Outcome revoke(SignedText statement) {
        return submit(contract::revokeAccess, statement.json());
    }

    private Outcome submit(BiFunction<Context, String, String> function, JSONObject argument) {
        return ledger.submit(function, CanonicalJson.write(argument));
    }

    private void refused(String message, BiFunction<Context, String, String> function, SignedText statement) {
        assertThatThrownBy(() -> submit(function, statement.json()))
                .isInstanceOf(Refusal.class)
                .hasMessage(message);
    }
}
