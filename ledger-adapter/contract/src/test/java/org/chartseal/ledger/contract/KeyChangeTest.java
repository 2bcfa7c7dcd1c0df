package org.chartseal.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.chartseal.ledger.contract.InMemoryLedger.Outcome;
import org.hyperledger.fabric.contract.Context;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyChangeTest {

    private static final String GRANT = "00000000-0000-4000-8000-0000000000d1";
    private static final String NOW = "2026-05-04T12:00:00.000Z";

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final ChartsealContract contract = new ChartsealContract();
    private final Signer kept = new Signer("00000000-0000-4000-8000-0000000000c1");
    private final PasskeySigner own = new PasskeySigner(kept.id);
    private final PasskeySigner osei = new PasskeySigner("00000000-0000-4000-8000-0000000000b1");
    private final PasskeySigner lind = new PasskeySigner("00000000-0000-4000-8000-0000000000b2");

    @BeforeEach
    void people() {
        submit(contract::registerSubject, subject(kept.publicKey(), Optional.empty()));
        for (PasskeySigner doctor : List.of(osei, lind)) {
            submit(contract::registerPractitioner, with(doctor.key()).put("practitioner", doctor.id));
            submit(
                    contract::verifyPractitioner,
                    new JSONObject()
                            .put("licensedUntil", "2027-01-01T00:00:00.000Z")
                            .put("practitioner", doctor.id));
        }
    }

    @Test
    void fromThenOnOnlyThePasskeySigns() {
        submit(contract::giveAccess, kept.sign(grant(GRANT, kept.thumbprint())).json());
        Outcome changed = change(kept.sign(change(kept.thumbprint(), own.key())));

        assertThat(changed.eventName()).isEqualTo("SubjectKeyChanged");
        assertThat(changed.eventPayload()).isEqualTo("{\"subject\":\"" + kept.id + "\"}");
        assertThat(changed.answer())
                .contains("\"formerKeys\":[{\"publicKey\":\"" + kept.publicKey() + "\",\"until\":\"" + NOW + "\"}]")
                .contains("\"passkey\":{\"origins\":[\"https://portal.hospital.example\"],"
                        + "\"relyingParty\":\"portal.hospital.example\"},\"publicKey\":\"" + own.publicKey() + "\"");
        String other = GRANT.replace("d1", "d2");
        refused(
                "KEY_MISMATCH " + other,
                contract::giveAccess,
                kept.sign(grant(other, kept.thumbprint())).json());
        refused(
                "SIGNATURE_INVALID " + other,
                contract::giveAccess,
                kept.sign(grant(other, own.thumbprint())).json());
        String text = CanonicalJson.write(grant(other, own.thumbprint()));
        refused(
                "SIGNATURE_INVALID " + other,
                contract::giveAccess,
                own.signBare(text).json());
        assertThat(submit(contract::giveAccess, own.sign(text).json()).eventName())
                .isEqualTo("AccessGiven");
        assertThat(submit(contract::revokeAccess, own.sign(revocation()).json()).eventName())
                .isEqualTo("AccessRevoked");
    }

    @Test
    void theWayBackToAKeptKeyTakesThePasskeyAndANewKey() {
        Signer next = new Signer(kept.id);
        RegisteredKey nextKey = new RegisteredKey(next.publicKey(), Optional.empty());
        change(kept.sign(change(kept.thumbprint(), own.key())));

        refused(
                "SIGNATURE_INVALID " + kept.id,
                contract::changeSubjectKey,
                kept.sign(change(own.thumbprint(), nextKey)).json());
        refused(
                "KEY_MISMATCH " + kept.id,
                contract::changeSubjectKey,
                kept.sign(change(kept.thumbprint(), nextKey)).json());
        RegisteredKey before = new RegisteredKey(kept.publicKey(), Optional.empty());
        refused(
                "KEY_USED " + kept.id,
                contract::changeSubjectKey,
                own.sign(change(own.thumbprint(), before)).json());
        String answer = change(own.sign(change(own.thumbprint(), nextKey))).answer();
        assertThat(new JSONObject(answer).has("passkey")).isFalse();
        assertThat(new JSONObject(answer).getJSONArray("formerKeys")).hasSize(2);
        refused(
                "KEY_USED " + kept.id,
                contract::changeSubjectKey,
                next.sign(change(next.thumbprint(), own.key())).json());
    }

    @Test
    void theSameChangeAgainChangesNothing() {
        SignedText statement = kept.sign(change(kept.thumbprint(), own.key()));
        change(statement);

        assertThat(change(statement).writes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "changedAt,2026-05-04T12:05:00.001Z,SIGNED_IN_FUTURE",
        "action,change-practitioner-key,STATEMENT_MALFORMED",
        "publicKey,AAAA,PUBLIC_KEY_INVALID",
        "note,hello,STATEMENT_MALFORMED"
    })
    void aChangeThatIsNotSaneIsRefused(String member, String value, String code) {
        refusedWith(code, kept.sign(change(kept.thumbprint(), own.key()).put(member, value)));
    }

    @Test
    void aPasskeyNamesItsRelyingPartyAndOriginsOfIt() {
        for (Passkey wrong : List.of(
                new Passkey("portal.hospital.example", List.of()),
                new Passkey("portal.hospital.example", List.of("https://hospital.example")),
                new Passkey("portal.hospital.example", List.of("https://notportal.hospital.example")),
                new Passkey("portal.hospital.example", List.of("http://portal.hospital.example")),
                new Passkey("portal.hospital.example", List.of("https://portal.hospital.example/")),
                new Passkey("hospital.example", List.of("https://b.hospital.example", "https://a.hospital.example")),
                new Passkey("Dr. Who", List.of("https://portal.hospital.example")))) {
            RegisteredKey key = new RegisteredKey(own.publicKey(), Optional.of(wrong));
            refusedWith("PASSKEY_INVALID", kept.sign(change(kept.thumbprint(), key)));
        }
        Passkey local = new Passkey("localhost", List.of("http://localhost:8080", "https://localhost:8443"));
        change(kept.sign(change(kept.thumbprint(), new RegisteredKey(own.publicKey(), Optional.of(local)))));
    }

    @Test
    void twoPractitionersGiveALostKeyBack() {
        change(kept.sign(change(kept.thumbprint(), own.key())));
        PasskeySigner next = new PasskeySigner(kept.id);

        Outcome restored = restore(statement(osei, own, next), statement(lind, own, next));

        assertThat(restored.eventName()).isEqualTo("SubjectKeyRestored");
        assertThat(restored.answer()).contains("\"publicKey\":\"" + next.publicKey() + "\",\"subject\"");
        assertThat(restore(statement(osei, own, next), statement(lind, own, next))
                        .writes())
                .isEmpty();
    }

    @Test
    void lessThanTwoPractitionersWithPasskeysAreNotEnough() {
        PasskeySigner next = new PasskeySigner(kept.id);
        PasskeySigner other = new PasskeySigner(kept.id);
        Signer plain = new Signer("00000000-0000-4000-8000-0000000000b3");
        submit(
                contract::registerPractitioner,
                new JSONObject().put("practitioner", plain.id).put("publicKey", plain.publicKey()));
        SignedText byOsei = statement(osei, own, next);
        change(kept.sign(change(kept.thumbprint(), own.key())));

        refusedRestore("WITNESSES_NOT_TWO " + kept.id, byOsei, byOsei);
        refusedRestore("WITNESSES_NOT_TWO", byOsei);
        refusedRestore("WITNESSES_DISAGREE " + kept.id, byOsei, statement(lind, own, other));
        refusedRestore("KEY_MISMATCH " + kept.id, byOsei, statement(lind, other, next));
        refusedRestore(
                "SIGNATURE_INVALID " + lind.id, byOsei, osei.sign(restoration(lind.id, lind.thumbprint(), own, next)));
        refusedRestore(
                "PRACTITIONER_NOT_VERIFIED " + plain.id,
                byOsei,
                plain.sign(restoration(plain.id, plain.thumbprint(), own, next)));
        submit(
                contract::verifyPractitioner,
                new JSONObject().put("practitioner", plain.id).put("licensedUntil", "2027-01-01T00:00:00.000Z"));
        refusedRestore(
                "WITNESS_WITHOUT_PASSKEY " + plain.id,
                byOsei,
                plain.sign(restoration(plain.id, plain.thumbprint(), own, next)));
        submit(contract::suspendPractitioner, new JSONObject().put("practitioner", lind.id));
        refusedRestore("PRACTITIONER_NOT_VERIFIED " + lind.id, byOsei, statement(lind, own, next));
    }

    @Test
    void aPractitionerComesToAnotherKeyInTheSameWaysAndIsNoWitnessOfTheirOwn() {
        Signer haas = new Signer("00000000-0000-4000-8000-0000000000b4");
        PasskeySigner key = new PasskeySigner(haas.id);
        submit(
                contract::registerPractitioner,
                new JSONObject().put("practitioner", haas.id).put("publicKey", haas.publicKey()));

        Outcome changed = submit(
                contract::changePractitionerKey,
                haas.sign(change(haas.thumbprint(), key.key())
                                .put("action", "change-practitioner-key")
                                .put("holder", haas.id))
                        .json());
        assertThat(changed.eventName()).isEqualTo("PractitionerKeyChanged");
        PasskeySigner next = new PasskeySigner(osei.id);
        SignedText byLind = lind.sign(restoration(lind.id, lind.thumbprint(), osei, next)
                .put("action", "restore-practitioner-key")
                .put("holder", osei.id));
        SignedText byOsei = osei.sign(restoration(osei.id, osei.thumbprint(), osei, next)
                .put("action", "restore-practitioner-key")
                .put("holder", osei.id));
        refused("WITNESSES_NOT_TWO " + osei.id, contract::restorePractitionerKey, statements(byLind, byOsei));
        ledger.organisation = "HospitalB";
        refused("ORGANISATION_MISMATCH " + osei.id, contract::restorePractitionerKey, statements(byLind, byOsei));
    }

    @Test
    void whoIsRegisteredWithAPasskeyIsKnownByIt() {
        PasskeySigner other = new PasskeySigner("00000000-0000-4000-8000-0000000000c2");
        JSONObject registration = with(other.key()).put("subject", other.id);
        submit(contract::registerSubject, registration);

        assertThat(submit(contract::registerSubject, registration).writes()).isEmpty();
        refused(
                "SUBJECT_EXISTS " + other.id,
                contract::registerSubject,
                new JSONObject().put("publicKey", other.publicKey()).put("subject", other.id));
    }

    private SignedText statement(PasskeySigner witness, PasskeySigner lost, PasskeySigner next) {
        return witness.sign(restoration(witness.id, witness.thumbprint(), lost, next));
    }

    private JSONObject restoration(String witness, String key, PasskeySigner lost, PasskeySigner next) {
        return with(next.key())
                .put("action", "restore-subject-key")
                .put("holder", kept.id)
                .put("key", key)
                .put("lost", lost.thumbprint())
                .put("statedAt", NOW)
                .put("witness", witness);
    }

    private JSONObject change(String key, RegisteredKey next) {
        return with(next)
                .put("action", "change-subject-key")
                .put("changedAt", NOW)
                .put("holder", kept.id)
                .put("key", key);
    }

    /** A grant of everything to Dr. Osei; what it covers goes along with the transaction. */
    private JSONObject grant(String id, String key) {
        GrantScope scope = new GrantScope(
                CanonicalJson.write(new JSONObject()
                        .put("categories", new JSONArray(List.of("all")))
                        .put("grantee", new JSONObject().put("id", osei.id).put("kind", "practitioner"))
                        .put("purpose", "treatment")),
                "0f".repeat(32));
        ledger.inPrivate = Map.of("scope", CanonicalJson.write(scope.json()));
        return new JSONObject()
                .put("action", "grant")
                .put("from", "2026-05-01T00:00:00.000Z")
                .put("grant", id)
                .put("key", key)
                .put("scope", scope.commitment())
                .put("subject", kept.id)
                .put("until", "2026-06-01T00:00:00.000Z");
    }

    private JSONObject revocation() {
        return new JSONObject()
                .put("action", "revoke")
                .put("grant", GRANT)
                .put("key", own.thumbprint())
                .put("revokedAt", NOW)
                .put("subject", kept.id);
    }

    private JSONObject subject(String publicKey, Optional<Passkey> passkey) {
        return with(new RegisteredKey(publicKey, passkey)).put("subject", kept.id);
    }

    private static JSONObject with(RegisteredKey key) {
        JSONObject members = new JSONObject();
        key.putInto(members);
        return members;
    }

    private static JSONObject statements(SignedText... statements) {
        JSONArray items = new JSONArray();
        for (SignedText statement : statements) {
            items.put(statement.json());
        }
        return new JSONObject().put("statements", items);
    }

    private Outcome change(SignedText statement) {
        return submit(contract::changeSubjectKey, statement.json());
    }

    private Outcome restore(SignedText... statements) {
        return submit(contract::restoreSubjectKey, statements(statements));
    }

    private Outcome submit(BiFunction<Context, String, String> function, JSONObject argument) {
        return ledger.submit(function, CanonicalJson.write(argument));
    }

    private void refusedRestore(String message, SignedText... statements) {
        refused(message, contract::restoreSubjectKey, statements(statements));
    }

    private void refusedWith(String code, SignedText statement) {
        assertThatThrownBy(() -> change(statement))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code().name()).isEqualTo(code));
    }

    private void refused(String message, BiFunction<Context, String, String> function, JSONObject argument) {
        assertThatThrownBy(() -> submit(function, argument))
                .isInstanceOf(Refusal.class)
                .hasMessage(message);
    }
}
