package org.chartseal.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.shared.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalTextTest {

    private static final String KEY = "c".repeat(64);
    private static final UUID RECORD = UUID.fromString("00000000-0000-4000-8000-0000000000a1");
    private static final UUID AUTHOR = UUID.fromString("00000000-0000-4000-8000-0000000000b1");
    private static final String HEADER_1 = "{\"author\":\"00000000-0000-4000-8000-0000000000b1\",\"commitment\":\""
            + "a".repeat(64) + "\",\"key\":\"" + KEY
            + "\",\"record\":\"00000000-0000-4000-8000-0000000000a1\",\"signedAt\":\"2026-05-04T09:30:00.000Z\","
            + "\"type\":\"lab-report\",\"version\":1}";

    @Test
    void aHeadersTextIsPinned() {
        assertThat(header(1, Optional.empty()).canonicalText()).isEqualTo(HEADER_1);
    }

    @Test
    void aHeaderIsReadBackAsItWasWritten() {
        SealHeader second = header(2, Optional.of(new Commitment("b".repeat(64))));

        assertThat(SealHeader.parse(second.canonicalText())).isEqualTo(second);
        assertThat(second.canonicalText()).contains("\"previous\":\"" + "b".repeat(64) + "\",\"record\"");
    }

    @Test
    void aTimeAlwaysHasThreeFractionDigits() {
        SealHeader header = new SealHeader(
                new SealId(RECORD, 1),
                "note",
                new LedgerPractitionerId(AUTHOR),
                KEY,
                Instant.parse("2026-05-04T09:30:00.120987Z"),
                new Commitment("a".repeat(64)),
                Optional.empty());

        assertThat(header.canonicalText()).contains("\"signedAt\":\"2026-05-04T09:30:00.120Z\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"author\":",
                " HEADER",
                "HEADER ",
                "HEADER|\"version\":1|\"version\":1.0",
                "HEADER|\"version\":1|\"version\":\"1\"",
                "HEADER|\"version\":1|\"version\":0",
                "HEADER|\"version\":1|\"version\":4294967297",
                "HEADER|\"version\":1|\"version\":1,\"zone\":1",
                "HEADER|\"version\":1|\"version\":1,\"version\":1",
                "HEADER|.000Z|Z",
                "HEADER|.000Z|.0000Z",
                "HEADER|.000Z|.000+00:00",
                "HEADER|00000000-0000-4000-8000-0000000000b1|0-0-4000-8000-b1",
                "HEADER|\"type\":\"lab-report\"|\"type\":null",
                "HEADER|lab-report|lab\\u002dreport"
            })
    void aTextThatTheHeaderWouldNotWriteIsRefused(String edited) {
        String[] parts = edited.split("\\|", -1);
        String text = parts[0].replace("HEADER", HEADER_1);

        assertThatThrownBy(() -> SealHeader.parse(parts.length == 3 ? text.replace(parts[1], parts[2]) : text))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("seal-header-malformed"));
    }

    @Test
    void aGrantsTextIsPinnedAndReadBack() {
        GrantStatement grant = new GrantStatement(
                new LedgerGrantId(RECORD),
                new LedgerSubjectId(UUID.fromString("00000000-0000-4000-8000-0000000000c1")),
                new Commitment("ab".repeat(32)),
                Instant.parse("2026-05-04T09:30:00Z"),
                Instant.parse("2026-06-04T09:30:00Z"),
                KEY);

        assertThat(grant.canonicalText())
                .isEqualTo("{\"action\":\"grant\","
                        + "\"from\":\"2026-05-04T09:30:00.000Z\",\"grant\":\"00000000-0000-4000-8000-0000000000a1\","
                        + "\"key\":\"" + KEY + "\",\"scope\":\"" + "ab".repeat(32)
                        + "\",\"subject\":\"00000000-0000-4000-8000-0000000000c1\","
                        + "\"until\":\"2026-06-04T09:30:00.000Z\"}");
        assertThat(GrantStatement.parse(grant.canonicalText())).isEqualTo(grant);
        assertThatThrownBy(() -> GrantStatement.parse(grant.canonicalText().replace("grant\",\"fr", "give\",\"fr")))
                .isInstanceOf(Refused.class)
                .hasMessage("grant-statement-malformed");
    }

    @Test
    void aGrantsTermsArePinnedAndReadBackAndCommittedToUnderASalt() {
        UUID grantee = UUID.fromString("00000000-0000-4000-8000-0000000000b1");
        GrantTerms terms = new GrantTerms(
                new GrantTerms.Grantee(GrantTerms.GranteeKind.STUDY, grantee),
                List.of("notes", "laboratory"),
                "research",
                List.of(RECORD));

        assertThat(terms.canonicalText())
                .isEqualTo("{\"categories\":[\"laboratory\",\"notes\"],\"grantee\":{\"id\":\"" + grantee
                        + "\",\"kind\":\"study\"},\"purpose\":\"research\",\"records\":[\"" + RECORD + "\"]}");
        assertThat(GrantTerms.parse(terms.canonicalText())).isEqualTo(terms);
        assertThatThrownBy(() -> GrantTerms.parse(terms.canonicalText().replace("study", "nobody")))
                .isInstanceOf(Refused.class)
                .hasMessage("grant-terms-malformed");
        assertThat(new GrantScope("x", "00".repeat(32)).commitment().hex())
                .as("by another program: SHA-256 of 32 zero bytes and an x")
                .isEqualTo("fdded6faced1af47fdaaac589602f58e0e040a882627806c42ddcc38da604cf0");
    }

    @Test
    void aRevocationByAProxyNamesWhoSignsAndUnderWhichGrant() {
        RevocationStatement revocation = new RevocationStatement(
                new LedgerGrantId(RECORD),
                new LedgerSubjectId(AUTHOR),
                Instant.parse("2026-05-05T00:00:00Z"),
                KEY,
                Optional.of(new RevocationStatement.Proxy(new LedgerSubjectId(RECORD), new LedgerGrantId(AUTHOR))));

        assertThat(revocation.canonicalText())
                .isEqualTo("{\"action\":\"revoke\",\"grant\":\"" + RECORD + "\",\"key\":\"" + KEY + "\",\"proxy\":\""
                        + RECORD
                        + "\",\"proxyGrant\":\"" + AUTHOR
                        + "\",\"revokedAt\":\"2026-05-05T00:00:00.000Z\",\"subject\":\"" + AUTHOR + "\"}");
        assertThat(RevocationStatement.parse(revocation.canonicalText())).isEqualTo(revocation);
        assertThatThrownBy(() -> RevocationStatement.parse(
                        revocation.canonicalText().replace("\"proxyGrant\":\"" + AUTHOR + "\",", "")))
                .isInstanceOf(Refused.class)
                .hasMessage("revocation-statement-malformed");
    }

    @Test
    void aRevocationsTextIsPinnedAndReadBack() {
        RevocationStatement revocation = new RevocationStatement(
                new LedgerGrantId(RECORD), new LedgerSubjectId(AUTHOR), Instant.parse("2026-05-05T00:00:00Z"), KEY);

        assertThat(revocation.canonicalText())
                .isEqualTo("{\"action\":\"revoke\",\"grant\":\"00000000-0000-4000-8000-0000000000a1\",\"key\":\"" + KEY
                        + "\",\"revokedAt\":\"2026-05-05T00:00:00.000Z\","
                        + "\"subject\":\"00000000-0000-4000-8000-0000000000b1\"}");
        assertThat(RevocationStatement.parse(revocation.canonicalText())).isEqualTo(revocation);
        assertThatThrownBy(() -> RevocationStatement.parse("{\"action\":\"revoke\"}"))
                .isInstanceOf(Refused.class)
                .hasMessage("revocation-statement-malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1",
                "x.1",
                "00000000-0000-4000-8000-0000000000a1.0",
                "0-0-4000-8000-a1.1",
                "00000000-0000-4000-8000-0000000000a1.01",
                "00000000-0000-4000-8000-0000000000A1.1"
            })
    void aMalformedSealIdIsRefused(String text) {
        assertThatThrownBy(() -> SealId.parse(text)).isInstanceOf(Refused.class).hasMessage("seal-id-malformed");
    }

    private static SealHeader header(int version, Optional<Commitment> previous) {
        return new SealHeader(
                new SealId(RECORD, version),
                "lab-report",
                new LedgerPractitionerId(AUTHOR),
                KEY,
                Instant.parse("2026-05-04T09:30:00Z"),
                new Commitment("a".repeat(64)),
                previous);
    }

    @Test
    void theTextsAboutAnEmergencyArePinned() {
        LedgerEmergencyId access = new LedgerEmergencyId(RECORD);
        LedgerPractitionerId who = new LedgerPractitionerId(AUTHOR);
        Instant at = Instant.parse("2026-05-04T09:30:00.120987Z");
        Commitment words = new Commitment("a".repeat(64));
        EmergencyStatement opening =
                new EmergencyStatement(access, new LedgerSubjectId(RECORD), who, 15, words, at, KEY);

        assertThat(opening.canonicalText())
                .isEqualTo("{\"access\":\"" + RECORD + "\",\"action\":\"emergency\",\"key\":\"" + KEY
                        + "\",\"minutes\":15,\"openedAt\":\"2026-05-04T09:30:00.120Z\",\"practitioner\":\"" + AUTHOR
                        + "\",\"reason\":\"" + "a".repeat(64) + "\",\"subject\":\"" + RECORD + "\"}");
        assertThat(EmergencyStatement.parse(opening.canonicalText())).isEqualTo(opening);
        assertThat(new EmergencyEndStatement(access, who, at, KEY).canonicalText())
                .isEqualTo("{\"access\":\"" + RECORD + "\",\"action\":\"emergency-end\","
                        + "\"endedAt\":\"2026-05-04T09:30:00.120Z\",\"key\":\"" + KEY + "\",\"practitioner\":\""
                        + AUTHOR
                        + "\"}");
        assertThat(new EmergencyReviewStatement(access, who, "justified", words, at, KEY).canonicalText())
                .isEqualTo("{\"access\":\"" + RECORD + "\",\"action\":\"emergency-review\",\"key\":\"" + KEY
                        + "\",\"note\":\"" + "a".repeat(64) + "\",\"outcome\":\"justified\","
                        + "\"reviewedAt\":\"2026-05-04T09:30:00.120Z\",\"reviewer\":\"" + AUTHOR + "\"}");
    }

    @Test
    void anErasuresTextIsPinnedAndReadBack() {
        ErasureStatement erasure =
                new ErasureStatement(new LedgerSubjectId(RECORD), Instant.parse("2026-05-04T09:30:00.120987Z"), "AAAA");

        assertThat(erasure.canonicalText())
                .isEqualTo("{\"action\":\"erase-subject\",\"decidedAt\":\"2026-05-04T09:30:00.120Z\","
                        + "\"publicKey\":\"AAAA\",\"subject\":\"" + RECORD + "\"}");
        assertThat(ErasureStatement.parse(erasure.canonicalText())).isEqualTo(erasure);
        assertThatThrownBy(() -> ErasureStatement.parse(erasure.canonicalText().replace("erase-", "keep-")))
                .isInstanceOf(Refused.class)
                .hasMessage("erasure-statement-malformed");
    }

    @Test
    void anErasureIsTheSameAfterItsWayThroughTheOutbox() {
        ErasureStatement statement =
                new ErasureStatement(new LedgerSubjectId(RECORD), Instant.parse("2026-05-04T09:30:00Z"), "AAAA");
        LedgerCommand.EraseSubject erase = new LedgerCommand.EraseSubject(
                new SignedText(statement.canonicalText(), "sign"),
                ReceiptDigest.of("receipt"),
                List.of(new LedgerGrantId(AUTHOR)));

        OutboxMessage message = OutboxMessage.of(erase).get(0);

        assertThat(message.subject()).isEqualTo(RECORD.toString());
        assertThat(new OutboxMessage(message.kind(), message.subject(), message.payload()).command())
                .isEqualTo(erase);
    }
}
