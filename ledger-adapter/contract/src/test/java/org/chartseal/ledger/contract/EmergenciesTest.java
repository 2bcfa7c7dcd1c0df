package org.chartseal.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.BiFunction;
import org.chartseal.ledger.contract.InMemoryLedger.Outcome;
import org.hyperledger.fabric.contract.Context;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmergenciesTest {

    private static final String ACCESS = "00000000-0000-4000-8000-0000000000e1";
    private static final String SUBJECT = "00000000-0000-4000-8000-0000000000c1";

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final ChartsealContract contract = new ChartsealContract();
    private final Signer opener = new Signer("00000000-0000-4000-8000-0000000000b1");
    private final Signer colleague = new Signer("00000000-0000-4000-8000-0000000000b2");

    @BeforeEach
    void people() {
        register(opener);
        verify(opener);
        register(colleague);
        verify(colleague);
        submit(
                contract::registerSubject,
                new JSONObject()
                        .put("publicKey", new Signer(SUBJECT).publicKey())
                        .put("subject", SUBJECT));
    }

    @Test
    void anEmergencyIsOpenedEndedAndReviewedByThoseWhoMay() {
        Outcome opened = open(opener.sign(opening()));
        Outcome ended = end(opener.sign(ending()));
        Outcome reviewed = review(colleague.sign(reviewing()));

        String payload = "{\"emergency\":\"" + ACCESS + "\",\"subject\":\"" + SUBJECT + "\"}";
        assertThat(opened.writes()).containsOnlyKeys("emergency/" + ACCESS);
        assertThat(opened.eventName()).isEqualTo("EmergencyOpened");
        assertThat(opened.eventPayload()).isEqualTo(payload);
        assertThat(ended.eventName()).isEqualTo("EmergencyEnded");
        assertThat(ended.eventPayload()).isEqualTo(payload);
        assertThat(reviewed.eventName()).isEqualTo("EmergencyReviewed");
        assertThat(reviewed.eventPayload()).isEqualTo(payload);
        JSONObject standing = new JSONObject(ledger.run(contract::readEmergency, "{\"emergency\":\"" + ACCESS + "\"}")
                .answer());
        assertThat(standing.keySet())
                .containsExactlyInAnyOrder(
                        "emergency", "end", "organisation", "practitioner", "review", "statement", "subject");
        assertThat(standing.getString("practitioner")).isEqualTo(opener.id);
    }

    @Test
    void theSameStatementAgainChangesNothing() {
        SignedText opening = opener.sign(opening());
        SignedText review = colleague.sign(reviewing());
        open(opening);
        end(opener.sign(ending()));
        review(review);

        assertThat(open(opening).writes()).isEmpty();
        assertThat(end(opener.sign(ending().put("endedAt", "2026-05-04T11:59:00.000Z")))
                        .writes())
                .isEmpty();
        assertThat(review(review).writes()).isEmpty();
        assertThat(review(review).eventName()).isEmpty();
    }

    @Test
    void anIdIsTakenOnceAndAReviewStands() {
        open(opener.sign(opening()));
        refused(
                "EMERGENCY_EXISTS " + ACCESS,
                contract::openEmergency,
                opener.sign(opening().put("minutes", 16)));
        review(colleague.sign(reviewing()));
        refused(
                "EMERGENCY_REVIEWED " + ACCESS,
                contract::reviewEmergency,
                colleague.sign(reviewing().put("outcome", "not-justified")));
    }

    @ParameterizedTest
    @CsvSource({"1,", "15,", "240,", "241,MINUTES_INVALID", "0,STATEMENT_MALFORMED", "-5,STATEMENT_MALFORMED"})
    void itLastsOneToTwoHundredAndFortyMinutes(int minutes, String code) {
        SignedText statement = opener.sign(opening().put("minutes", minutes));
        if (code == null) {
            assertThat(open(statement).writes()).hasSize(1);
        } else {
            refusedBy(code, contract::openEmergency, statement);
        }
    }

    @Test
    void onlyAVerifiedLicensedPractitionerOpensOne() {
        Signer unknown = new Signer("00000000-0000-4000-8000-0000000000b3");
        refusedBy("PRACTITIONER_UNKNOWN", contract::openEmergency, opening(unknown));
        register(unknown);
        refusedBy("PRACTITIONER_NOT_VERIFIED", contract::openEmergency, opening(unknown));
        verify(unknown);
        refusedBy(
                "LICENCE_EXPIRED",
                contract::openEmergency,
                unknown.sign(opening()
                        .put("practitioner", unknown.id)
                        .put("key", unknown.thumbprint())
                        .put("openedAt", "2027-01-01T00:00:00.000Z")),
                "2027-01-01T00:00:00Z");
        submit(contract::suspendPractitioner, new JSONObject().put("practitioner", unknown.id));
        refusedBy("PRACTITIONER_SUSPENDED", contract::openEmergency, opening(unknown));
        ledger.organisation = "HospitalB";
        refusedBy("ORGANISATION_MISMATCH", contract::openEmergency, opener.sign(opening()));
    }

    @Test
    void onlyTheOwnKeyCounts() {
        Signer impostor = new Signer(opener.id);

        refusedBy("SIGNATURE_INVALID", contract::openEmergency, impostor.sign(opening()));
        refusedBy(
                "KEY_MISMATCH", contract::openEmergency, impostor.sign(opening().put("key", impostor.thumbprint())));
        open(opener.sign(opening()));
        refusedBy("SIGNATURE_INVALID", contract::endEmergency, impostor.sign(ending()));
        refusedBy("SIGNATURE_INVALID", contract::reviewEmergency, impostor.sign(reviewing()));
    }

    @Test
    void nobodyReviewsTheirOwnAndNobodyElseEndsIt() {
        open(opener.sign(opening()));

        refused(
                "REVIEWER_IS_OPENER " + ACCESS,
                contract::reviewEmergency,
                opener.sign(reviewing().put("reviewer", opener.id).put("key", opener.thumbprint())));
        refused(
                "OPENER_MISMATCH " + ACCESS,
                contract::endEmergency,
                colleague.sign(ending().put("practitioner", colleague.id).put("key", colleague.thumbprint())));
        refusedBy(
                "EMERGENCY_END_INVALID",
                contract::endEmergency,
                opener.sign(ending().put("endedAt", "2026-05-04T11:49:59.999Z")));
    }

    @Test
    void aClockMayBeAheadByTheToleranceOnly() {
        refused(
                "SIGNED_IN_FUTURE " + ACCESS,
                contract::openEmergency,
                opener.sign(opening().put("openedAt", "2026-05-04T12:05:00.001Z")));
        assertThat(open(opener.sign(opening().put("openedAt", "2026-05-04T12:05:00.000Z")))
                        .writes())
                .hasSize(1);
        refused(
                "SIGNED_IN_FUTURE " + ACCESS,
                contract::reviewEmergency,
                colleague.sign(reviewing().put("reviewedAt", "2026-05-04T12:05:00.001Z")));
    }

    @Test
    void itIsAboutSomethingThatTheLedgerKnows() {
        refusedBy(
                "SUBJECT_UNKNOWN",
                contract::openEmergency,
                opener.sign(opening().put("subject", "00000000-0000-4000-8000-0000000000c9")));
        refused("EMERGENCY_UNKNOWN " + ACCESS, contract::reviewEmergency, colleague.sign(reviewing()));
        refused("EMERGENCY_UNKNOWN " + ACCESS, contract::endEmergency, opener.sign(ending()));
    }

    @ParameterizedTest
    @CsvSource({
        "reason,He lay unconscious,STATEMENT_MALFORMED",
        "minutes,fifteen,STATEMENT_MALFORMED",
        "action,grant,STATEMENT_MALFORMED",
        "subject,Jane Doe,STATEMENT_MALFORMED",
        "openedAt,2026-05-04,STATEMENT_MALFORMED",
        "name,Jane Doe,STATEMENT_MALFORMED"
    })
    void nothingPersonalHasAPlace(String member, String value, String code) {
        refusedBy(code, contract::openEmergency, opener.sign(opening().put(member, value)));
    }

    @Test
    void aReviewSaysOneOfTwoThings() {
        open(opener.sign(opening()));
        refused(
                "OUTCOME_UNKNOWN " + ACCESS,
                contract::reviewEmergency,
                colleague.sign(reviewing().put("outcome", "unclear")));
        assertThat(review(colleague.sign(reviewing().put("outcome", "not-justified")))
                        .writes())
                .hasSize(1);
    }

    @Test
    void aStatementIsCanonical() {
        refused(
                "STATEMENT_NOT_CANONICAL",
                contract::openEmergency,
                opener.sign(CanonicalJson.write(opening()).replace(":", ": ")));
    }

    private JSONObject opening() {
        return new JSONObject()
                .put("access", ACCESS)
                .put("action", "emergency")
                .put("key", opener.thumbprint())
                .put("minutes", 15)
                .put("openedAt", "2026-05-04T11:50:00.000Z")
                .put("practitioner", opener.id)
                .put("reason", "a".repeat(64))
                .put("subject", SUBJECT);
    }

    private SignedText opening(Signer other) {
        return other.sign(opening()
                .put("practitioner", other.id)
                .put("key", other.thumbprint())
                .put("openedAt", "2026-05-04T12:00:00.000Z"));
    }

    private JSONObject ending() {
        return new JSONObject()
                .put("access", ACCESS)
                .put("action", "emergency-end")
                .put("endedAt", "2026-05-04T11:58:00.000Z")
                .put("key", opener.thumbprint())
                .put("practitioner", opener.id);
    }

    private JSONObject reviewing() {
        return new JSONObject()
                .put("access", ACCESS)
                .put("action", "emergency-review")
                .put("key", colleague.thumbprint())
                .put("note", "b".repeat(64))
                .put("outcome", "justified")
                .put("reviewedAt", "2026-05-04T12:00:00.000Z")
                .put("reviewer", colleague.id);
    }

    private void register(Signer signer) {
        submit(
                contract::registerPractitioner,
                new JSONObject().put("practitioner", signer.id).put("publicKey", signer.publicKey()));
    }

    private void verify(Signer signer) {
        submit(
                contract::verifyPractitioner,
                new JSONObject()
                        .put("licensedUntil", "2027-01-01T00:00:00.000Z")
                        .put("practitioner", signer.id));
    }

    private Outcome open(SignedText statement) {
        return submit(contract::openEmergency, statement.json());
    }

    private Outcome end(SignedText statement) {
        return submit(contract::endEmergency, statement.json());
    }

    private Outcome review(SignedText statement) {
        return submit(contract::reviewEmergency, statement.json());
    }

    private Outcome submit(BiFunction<Context, String, String> function, JSONObject argument) {
        return ledger.submit(function, CanonicalJson.write(argument));
    }

    private void refused(String message, BiFunction<Context, String, String> function, SignedText statement) {
        assertThatThrownBy(() -> submit(function, statement.json()))
                .isInstanceOf(Refusal.class)
                .hasMessage(message);
    }

    private void refusedBy(String code, BiFunction<Context, String, String> function, SignedText statement) {
        assertThatThrownBy(() -> submit(function, statement.json()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code().name()).isEqualTo(code));
    }

    /** At another time of the ledger. */
    private void refusedBy(
            String code, BiFunction<Context, String, String> function, SignedText statement, String time) {
        java.time.Instant before = ledger.time;
        ledger.time = java.time.Instant.parse(time);
        refusedBy(code, function, statement);
        ledger.time = before;
    }
}
