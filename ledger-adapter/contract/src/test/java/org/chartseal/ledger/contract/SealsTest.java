package org.chartseal.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chartseal.ledger.contract.InMemoryLedger.Outcome;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealsTest {

    private static final String RECORD = "00000000-0000-4000-8000-0000000000a1";
    private static final String OTHER_RECORD = "00000000-0000-4000-8000-0000000000a2";
    private static final String COMMITMENT = "a".repeat(64);
    private static final String LATER_COMMITMENT = "b".repeat(64);

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final ChartsealContract contract = new ChartsealContract();
    private final Signer author = new Signer("00000000-0000-4000-8000-0000000000b1");

    @BeforeEach
    void verifiedAuthor() {
        register(author);
        verify("2027-01-01T00:00:00.000Z");
    }

    @Test
    void aSealStandsUnderItsOwnKeyWithWhoWroteIt() {
        SignedText signed = author.sign(header(RECORD, 1));

        Outcome outcome = anchor(signed);

        assertThat(outcome.answer()).isEqualTo("{\"anchored\":[\"" + RECORD + ".1\"],\"unchanged\":[]}");
        assertThat(outcome.writes()).containsOnlyKeys("seal/" + RECORD + ".1");
        assertThat(outcome.eventName()).isEqualTo("SealsAnchored");
        assertThat(outcome.eventPayload()).isEqualTo("{\"seals\":[\"" + RECORD + ".1\"]}");
        JSONObject seal = new JSONObject(read(RECORD + ".1"));
        assertThat(SignedText.readOwn(seal.getJSONObject("header"))).isEqualTo(signed);
        assertThat(seal.getString("organisation")).isEqualTo("HospitalA");
        assertThat(seal.getString("transaction")).hasSize(64);
    }

    @Test
    void anUnknownSealIsNull() {
        assertThat(read(RECORD + ".1")).isEqualTo("null");
    }

    @Test
    void theSameCommitmentAgainChangesNothing() {
        anchor(author.sign(header(RECORD, 1)));

        Outcome again = anchor(author.sign(header(RECORD, 1)));

        assertThat(again.answer()).isEqualTo("{\"anchored\":[],\"unchanged\":[\"" + RECORD + ".1\"]}");
        assertThat(again.writes()).isEmpty();
        assertThat(again.eventName()).isEmpty();
        assertThat(new JSONArray(
                        ledger.run(contract::sealHistory, seal(RECORD + ".1")).answer()))
                .hasSize(1);
    }

    @Test
    void anotherCommitmentForTheSameVersionIsRefused() {
        anchor(author.sign(header(RECORD, 1)));

        refused(
                "SEAL_CONFLICT " + RECORD + ".1",
                author.sign(header(OTHER_RECORD, 1)),
                author.sign(header(RECORD, 1).put("commitment", LATER_COMMITMENT)));
    }

    @Test
    void whoHasAPasskeySealsWithItAlone() {
        PasskeySigner own = new PasskeySigner("00000000-0000-4000-8000-0000000000b7");
        JSONObject registration = new JSONObject().put("practitioner", own.id);
        own.key().putInto(registration);
        ledger.submit(contract::registerPractitioner, CanonicalJson.write(registration));
        ledger.submit(
                contract::verifyPractitioner,
                CanonicalJson.write(
                        new JSONObject().put("practitioner", own.id).put("licensedUntil", "2027-01-01T00:00:00.000Z")));
        JSONObject header = header(RECORD, 1).put("author", own.id).put("key", own.thumbprint());
        SignedText signed = own.sign(header);

        refused("SIGNATURE_INVALID " + RECORD + ".1", own.signBare(CanonicalJson.write(header)));
        refused(
                "SIGNATURE_INVALID " + RECORD + ".1",
                own.flags(PasskeySigner.PRESENT).sign(header));
        anchor(signed);
        assertThat(SignedText.readOwn(new JSONObject(read(RECORD + ".1")).getJSONObject("header")))
                .isEqualTo(signed);
        JSONObject other = header(OTHER_RECORD, 1).put("author", own.id).put("key", own.thumbprint());
        assertThat(anchor(signed).writes()).as("the same again").isEmpty();
        refused(
                "SIGNATURE_INVALID " + OTHER_RECORD + ".1",
                new SignedText(CanonicalJson.write(other), signed.signature()));
        own.flags(PasskeySigner.PRESENT | PasskeySigner.VERIFIED);
        refused(
                "SIGNATURE_INVALID " + OTHER_RECORD + ".1",
                own.client(json -> json.replace(PasskeySigner.ORIGIN, "https://evil.example"))
                        .sign(other));
        anchor(own.client(json -> json).sign(other));
    }

    @Test
    void aBatchIsAllOrNothing() {
        refused(
                "VERSION_GAP " + OTHER_RECORD + ".2",
                author.sign(header(RECORD, 1)),
                author.sign(header(OTHER_RECORD, 2).put("previous", COMMITMENT)));

        assertThat(read(RECORD + ".1")).isEqualTo("null");
    }

    @Test
    void versionsOfOneRecordFollowEachOtherInOneBatchAndInTwo() {
        anchor(
                author.sign(header(RECORD, 1)),
                author.sign(header(RECORD, 2).put("previous", COMMITMENT).put("commitment", LATER_COMMITMENT)));
        Outcome third = anchor(author.sign(header(RECORD, 3).put("previous", LATER_COMMITMENT)));

        assertThat(third.writes()).containsOnlyKeys("seal/" + RECORD + ".3");
    }

    @Test
    void aVersionAheadOfItsPredecessorInTheBatchIsAGap() {
        refused(
                "VERSION_GAP " + RECORD + ".2",
                author.sign(header(RECORD, 2).put("previous", COMMITMENT)),
                author.sign(header(RECORD, 1)));
    }

    @ParameterizedTest
    @CsvSource({"2,", "2,cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc", "1,COMMITMENT"})
    void aVersionMustNameTheCommitmentBeforeIt(int version, String previous) {
        if (version == 2) {
            anchor(author.sign(header(RECORD, 1)));
        }
        JSONObject header = header(RECORD, version);
        if (previous != null) {
            header.put("previous", previous.replace("COMMITMENT", COMMITMENT));
        }

        refused("PREVIOUS_MISMATCH " + RECORD + "." + version, author.sign(header));
    }

    @Test
    void oneRecordVersionTwiceInABatchIsRefused() {
        SignedText signed = author.sign(header(RECORD, 1));

        refused("SEAL_DUPLICATE " + RECORD + ".1", signed, signed);
    }

    @Test
    void aBatchHoldsOneTo500Seals() {
        refused("BATCH_EMPTY");
        SignedText signed = author.sign(header(RECORD, 1));
        SignedText[] tooMany = new SignedText[501];
        Arrays.fill(tooMany, signed);
        refused("BATCH_TOO_LARGE", tooMany);
        List<SignedText> most = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            most.add(author.sign(header(String.format("00000000-0000-4000-8000-%012x", i), 1)));
        }
        assertThat(anchor(most.toArray(SignedText[]::new)).writes()).hasSize(500);
    }

    @Test
    void onlyAVerifiedPractitionerCanSign() {
        Signer unverified = new Signer("00000000-0000-4000-8000-0000000000b2");
        Signer unknown = new Signer("00000000-0000-4000-8000-0000000000b3");
        register(unverified);

        refused("PRACTITIONER_NOT_VERIFIED " + RECORD + ".1", unverified.sign(headerOf(unverified)));
        refused("PRACTITIONER_UNKNOWN " + RECORD + ".1", unknown.sign(headerOf(unknown)));
    }

    @Test
    void whatWasSignedBeforeASuspensionIsStillAnchored() {
        suspend();
        JSONObject before = header(RECORD, 1).put("signedAt", "2026-05-04T11:59:59.999Z");
        JSONObject after = header(OTHER_RECORD, 1).put("signedAt", "2026-05-04T12:00:00.000Z");

        assertThat(anchor(author.sign(before)).writes()).hasSize(1);
        refused("PRACTITIONER_SUSPENDED " + OTHER_RECORD + ".1", author.sign(after));
    }

    @Test
    void verifyingAgainEndsASuspensionAndLeavesItsTimeClosed() {
        suspend();
        ledger.time = ledger.time.plus(Duration.ofDays(2));
        verify("2027-01-01T00:00:00.000Z");
        JSONObject during = header(RECORD, 1).put("signedAt", "2026-05-05T12:00:00.000Z");
        JSONObject afterwards = header(RECORD, 1).put("signedAt", "2026-05-06T12:00:00.000Z");

        refused("PRACTITIONER_SUSPENDED " + RECORD + ".1", author.sign(during));
        assertThat(anchor(author.sign(afterwards)).writes()).hasSize(1);
    }

    @Test
    void theLicenceCountsAtTheTimeOfSigningNotOfAnchoring() {
        ledger.time = ledger.time.plus(Duration.ofDays(365));

        refused(
                "LICENCE_EXPIRED " + RECORD + ".1",
                author.sign(header(RECORD, 1).put("signedAt", "2027-01-01T00:00:00.000Z")));
        assertThat(anchor(author.sign(header(RECORD, 1).put("signedAt", "2026-12-31T23:59:59.999Z")))
                        .writes())
                .hasSize(1);
    }

    @Test
    void aSignersClockMayBeFiveMinutesAheadAndNotMore() {
        refused(
                "SIGNED_IN_FUTURE " + RECORD + ".1",
                author.sign(header(RECORD, 1).put("signedAt", "2026-05-04T12:05:00.001Z")));
        assertThat(anchor(author.sign(header(RECORD, 1).put("signedAt", "2026-05-04T12:05:00.000Z")))
                        .writes())
                .hasSize(1);
    }

    @Test
    void onlyTheOrganisationThatRegisteredAnAuthorAnchorsForThem() {
        ledger.organisation = "HospitalB";

        refused("ORGANISATION_MISMATCH " + RECORD + ".1", author.sign(header(RECORD, 1)));
    }

    @Test
    void anotherOrganisationCannotContinueARecord() {
        anchor(author.sign(header(RECORD, 1)));
        ledger.organisation = "HospitalB";
        Signer stranger = new Signer("00000000-0000-4000-8000-0000000000b9");
        register(stranger);
        ledger.submit(
                contract::verifyPractitioner,
                "{\"licensedUntil\":\"2027-01-01T00:00:00.000Z\",\"practitioner\":\"" + stranger.id + "\"}");

        refused(
                "ORGANISATION_MISMATCH " + RECORD + ".2",
                stranger.sign(headerOf(stranger).put("version", 2).put("previous", COMMITMENT)));
    }

    @Test
    void theSignatureIsTheRegisteredKeys() {
        Signer impostor = new Signer(author.id);
        SignedText good = author.sign(header(RECORD, 1));

        refused("SIGNATURE_INVALID " + RECORD + ".1", impostor.sign(header(RECORD, 1)));
        refused("KEY_MISMATCH " + RECORD + ".1", impostor.sign(header(RECORD, 1).put("key", impostor.thumbprint())));
        refused("SIGNATURE_INVALID " + RECORD + ".1", new SignedText(good.text(), "AAAA"));
        refused(
                "SIGNATURE_INVALID " + OTHER_RECORD + ".1",
                new SignedText(good.text().replace(RECORD, OTHER_RECORD), good.signature()));
    }

    @Test
    void aFlippedBitAnywhereInTheSignedTextIsNeverAnchored() {
        SignedText good = author.sign(header(RECORD, 1));
        for (int i = 0; i < good.text().length(); i++) {
            char[] flipped = good.text().toCharArray();
            flipped[i] = (char) (flipped[i] ^ 1);
            String argument = argument(new SignedText(new String(flipped), good.signature()));
            assertThatThrownBy(() -> ledger.submit(contract::anchorSeals, argument))
                    .as(argument)
                    .isInstanceOf(Refusal.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":1|\"version\": 1|HEADER_NOT_CANONICAL #1",
                "\"version\":1|\"version\":1.0|HEADER_MALFORMED #1",
                "\"version\":1|\"version\":1,\"version\":1|HEADER_NOT_CANONICAL #1",
                "\"version\":1|\"version\":1,\"name\":\"x\"|HEADER_MALFORMED #1",
                "\"version\":1|\"version\":1,\"zone\":\"x\"|HEADER_MALFORMED #1",
                "\"version\":1|\"version\":0|HEADER_MALFORMED #1",
                "\"version\":1|\"version\":1.5|HEADER_MALFORMED #1",
                "\"version\":1|\"version\":\"1\"|HEADER_MALFORMED #1",
                "\"version\":1|\"version\":[[[[[[[[[[1]]]]]]]]]]|ARGUMENT_MALFORMED",
                "\"type\":\"note\"|\"type\":\"Jane Doe\"|HEADER_MALFORMED #1",
                ".000Z|Z|HEADER_MALFORMED #1",
                "-04T|-32T|HEADER_MALFORMED #1",
                "2026-05-04|2026-02-30|HEADER_MALFORMED #1",
                "aaaa\"|aaaA\"|HEADER_MALFORMED #1",
                "{|[|HEADER_NOT_CANONICAL #1"
            })
    void aHeaderIsCanonicalAndHasExactlyItsMembers(String part, String instead, String refusal) {
        String text = CanonicalJson.write(header(RECORD, 1)).replace(part, instead);

        refused(refusal, author.sign(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{}", "{\"seals\":1}", "[]", "x", "{\"seals\":[],\"x\":1}", "[[[[[[[[[[[[[["})
    void anArgumentOfAnotherShapeIsRefused(String argument) {
        assertThatThrownBy(() -> ledger.submit(contract::anchorSeals, argument)).hasMessage("ARGUMENT_MALFORMED");
    }

    @Test
    void oneBatchHasOneText() {
        SignedText signed = author.sign(header(RECORD, 1));
        String seal = CanonicalJson.write(signed.json());

        for (String other : List.of(
                "{\"seals\":[" + seal + " ]}",
                "{\"seals\":[" + seal.replace("\\\"", "\\u0022") + "]}",
                "{\"seals\":[{\"text\":" + CanonicalJson.quoted(signed.text()) + ",\"signature\":\""
                        + signed.signature() + "\"}]}")) {
            assertThatThrownBy(() -> ledger.submit(contract::anchorSeals, other))
                    .hasMessage("ARGUMENT_MALFORMED");
        }
        anchor(signed);
        String written = read(RECORD + ".1");
        assertThat(written).isEqualTo(CanonicalJson.write(new JSONObject(written)));
    }

    private void register(Signer signer) {
        ledger.submit(
                contract::registerPractitioner,
                "{\"practitioner\":\"" + signer.id + "\",\"publicKey\":\"" + signer.publicKey() + "\"}");
    }

    private void verify(String licensedUntil) {
        ledger.submit(
                contract::verifyPractitioner,
                "{\"licensedUntil\":\"" + licensedUntil + "\",\"practitioner\":\"" + author.id + "\"}");
    }

    private void suspend() {
        ledger.submit(contract::suspendPractitioner, "{\"practitioner\":\"" + author.id + "\"}");
    }

    private JSONObject headerOf(Signer signer) {
        return header(RECORD, 1).put("author", signer.id).put("key", signer.thumbprint());
    }

    private JSONObject header(String record, int version) {
        return new JSONObject()
                .put("author", author.id)
                .put("commitment", COMMITMENT)
                .put("key", author.thumbprint())
                .put("record", record)
                .put("signedAt", "2026-05-04T09:30:00.000Z")
                .put("type", "note")
                .put("version", version);
    }

    private Outcome anchor(SignedText... seals) {
        return ledger.submit(contract::anchorSeals, argument(seals));
    }

    private void refused(String message, SignedText... seals) {
        assertThatThrownBy(() -> anchor(seals)).isInstanceOf(Refusal.class).hasMessage(message);
    }

    private String read(String seal) {
        return ledger.run(contract::readSeal, seal(seal)).answer();
    }

    private static String seal(String seal) {
        return "{\"seal\":\"" + seal + "\"}";
    }

    private static String argument(SignedText... seals) {
        JSONArray items = new JSONArray();
        for (SignedText seal : seals) {
            items.put(seal.json());
        }
        return CanonicalJson.write(new JSONObject().put("seals", items));
    }
}
