package org.chartseal.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.chartseal.ledger.contract.InMemoryLedger.Outcome;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

/** How a patient is erased on the ledger, and that nothing about them is written from then on. */
class ErasuresTest extends GrantsFixture {

    private static final String OTHER_GRANT = "00000000-0000-4000-8000-0000000000d2";
    private static final String RECEIPT = "ab".repeat(32);

    private final Signer hospital = new Signer("00000000-0000-4000-8000-0000000000f1");

    @Test
    void whatTheLedgerHoldsIsADigestTheDecisionAndATime() {
        give(patient.sign(grant()));
        SignedText decision = hospital.sign(decision());

        Outcome erased = erase(erasing(decision, GRANT));

        assertThat(new JSONObject(erased.answer()).toMap())
                .isEqualTo(Map.of(
                        "erasedAt",
                        "2026-05-04T12:00:00.000Z",
                        "organisation",
                        "HospitalA",
                        "receipt",
                        RECEIPT,
                        "statement",
                        decision.json().toMap(),
                        "subject",
                        patient.id,
                        "transaction",
                        "%064x".formatted(2)));
        assertThat(erased.eventName()).isEqualTo("SubjectErased");
        assertThat(erased.eventPayload()).isEqualTo("{\"subject\":\"" + patient.id + "\"}");
        assertThat(read()).isEqualTo(erased.answer());
    }

    @Test
    void theScopesOfThePatientsGrantsGoWithThem() {
        give(patient.sign(grant()));
        give(patient.sign(grant().put("grant", OTHER_GRANT)));

        Outcome erased = erase(erasing(hospital.sign(decision()), GRANT));

        assertThat(erased.privateWrites()).isEqualTo(Map.of("grants:grant/" + GRANT, ""));
        assertThat(erased.writes()).containsOnlyKeys("erasure/" + patient.id, "grant/" + GRANT);
        assertReason("SUBJECT_ERASED", question());
        assertReason("SUBJECT_ERASED", question().put("grant", OTHER_GRANT));
        Outcome forgotten = submit(contract::forgetGrant, new JSONObject().put("grant", OTHER_GRANT));
        assertThat(forgotten.privateWrites()).isEqualTo(Map.of("grants:grant/" + OTHER_GRANT, ""));
    }

    @Test
    void aScopeThatIsForgottenAlreadyIsLeft() {
        give(patient.sign(grant()));
        revoke(patient.sign(revocation()));
        submit(contract::forgetGrant, new JSONObject().put("grant", GRANT));

        assertThat(erase(erasing(hospital.sign(decision()), GRANT)).writes()).containsOnlyKeys("erasure/" + patient.id);
    }

    @Test
    void theSameReceiptAgainChangesNothingAndAnotherIsRefused() {
        Outcome first = erase(erasing(hospital.sign(decision())));

        Outcome second = erase(erasing(hospital.sign(decision())));

        assertThat(second.answer()).isEqualTo(first.answer());
        assertThat(second.writes()).isEmpty();
        assertThat(second.eventName()).isEmpty();
        assertRefused(
                "ERASURE_CONFLICT " + patient.id,
                erasing(hospital.sign(decision())).put("receipt", "cd".repeat(32)));
    }

    @Test
    void nothingNewIsWrittenAboutAnErasedPatient() {
        erase(erasing(hospital.sign(decision())));
        String message = "SUBJECT_ERASED " + patient.id;
        Signer next = new Signer(patient.id);

        refused(message, contract::giveAccess, patient.sign(grant()));
        refused(
                message,
                contract::changeSubjectKey,
                patient.sign(new JSONObject()
                        .put("action", "change-subject-key")
                        .put("holder", patient.id)
                        .put("key", patient.thumbprint())
                        .put("publicKey", next.publicKey())
                        .put("statedAt", "2026-05-04T12:00:00.000Z")));
        assertThat(submit(contract::registerSubject, key(patient)).writes()).isEmpty();
        assertThatThrownBy(() -> submit(contract::registerSubject, key(next)))
                .hasMessage("SUBJECT_EXISTS " + patient.id);
    }

    @Test
    void onlyTheHospitalsSignatureCounts() {
        Signer other = new Signer(hospital.id);

        assertRefused("SIGNATURE_INVALID " + patient.id, erasing(other.sign(decision())));
        assertRefused(
                "SIGNATURE_INVALID " + patient.id,
                erasing(new SignedText(
                        CanonicalJson.write(decision().put("decidedAt", "2026-05-03T12:00:00.000Z")),
                        hospital.sign(decision()).signature())));
        assertRefused("PUBLIC_KEY_INVALID", erasing(hospital.sign(decision().put("publicKey", "AAAA"))));
        assertRefused(
                "SIGNED_IN_FUTURE " + patient.id,
                erasing(hospital.sign(decision().put("decidedAt", "2026-05-04T12:05:00.001Z"))));
        assertRefused("STATEMENT_MALFORMED", erasing(hospital.sign(decision().put("action", "erase"))));
        assertRefused("STATEMENT_MALFORMED", erasing(hospital.sign(decision().put("name", "x"))));
        ledger.organisation = "HospitalB";
        assertRefused("ORGANISATION_MISMATCH " + patient.id, erasing(hospital.sign(decision())));
    }

    @Test
    void onlyARegisteredPatientIsErasedAndOnlyOwnGrantsOfTheirs() {
        Signer other = new Signer("00000000-0000-4000-8000-0000000000c2");
        assertRefused(
                "SUBJECT_UNKNOWN " + other.id, erasing(hospital.sign(decision().put("subject", other.id))));
        assertRefused("GRANT_UNKNOWN " + GRANT, erasing(hospital.sign(decision()), GRANT));
        submit(contract::registerSubject, key(other));
        give(patient.sign(grant()));
        assertRefused(
                "SUBJECT_MISMATCH " + GRANT, erasing(hospital.sign(decision().put("subject", other.id)), GRANT));
        ledger.organisation = "HospitalB";
        give(patient.sign(grant().put("grant", OTHER_GRANT)));
        ledger.organisation = "HospitalA";
        assertRefused("ORGANISATION_MISMATCH " + OTHER_GRANT, erasing(hospital.sign(decision()), GRANT, OTHER_GRANT));
        assertThat(read()).isEqualTo("null");
    }

    @Test
    void theArgumentHasItsForm() {
        SignedText decision = hospital.sign(decision());

        assertRefused("ARGUMENT_MALFORMED", erasing(decision).put("receipt", "AB".repeat(32)));
        assertRefused("ARGUMENT_MALFORMED", erasing(decision).put("text", "the receipt itself"));
        assertRefused("ARGUMENT_MALFORMED", erasing(decision).put("grants", new JSONArray(List.of("x"))));
        assertRefused(
                "ARGUMENT_MALFORMED",
                erasing(decision).put("grants", new JSONArray(Collections.nCopies(LedgerNames.MAX_BATCH + 1, GRANT))));
        ledger.time = Instant.parse("2026-05-04T11:55:00Z");
        assertThat(erase(erasing(decision)).writes()).hasSize(1);
    }

    private JSONObject decision() {
        return new JSONObject()
                .put("action", "erase-subject")
                .put("decidedAt", "2026-05-04T12:00:00.000Z")
                .put("publicKey", hospital.publicKey())
                .put("subject", patient.id);
    }

    private static JSONObject erasing(SignedText decision, String... grants) {
        return new JSONObject()
                .put("grants", new JSONArray(List.of(grants)))
                .put("receipt", RECEIPT)
                .put("statement", decision.json());
    }

    private Outcome erase(JSONObject argument) {
        return submit(contract::eraseSubject, argument);
    }

    private String read() {
        return ledger.run(contract::readErasure, "{\"subject\":\"" + patient.id + "\"}")
                .answer();
    }

    private void assertRefused(String message, JSONObject argument) {
        assertThatThrownBy(() -> erase(argument)).isInstanceOf(Refusal.class).hasMessage(message);
    }
}
