package org.chartseal.domain.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.RegisteredKey;
import org.chartseal.domain.ledger.RegisteredPractitioner;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.records.SealReport.Result;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.testing.TestClock;
import org.chartseal.domain.testing.TestLedger;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerifySealIT {

    private static SealingFixture fixture;
    private static int records;

    private final TestLedger ledger = new TestLedger();
    private final TestClock clock = new TestClock(SealingFixture.NOW);
    private final Map<RecordId, Resource> workingRows = new HashMap<>();
    private AnchorOutbox anchoring;
    private VerifySeal verifying;
    private String record = "";

    @BeforeAll
    static void open() {
        fixture = new SealingFixture();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @BeforeEach
    void connect() {
        record = "record " + records++;
        fixture.database.transact(entities -> {
            entities.createNativeQuery(
                            "TRUNCATE ledger_outbox, anchor_transaction, integrity_finding, integrity_repair")
                    .executeUpdate();
            Practitioner author = entities.find(Practitioner.class, fixture.author.value());
            ledger.register(new RegisteredPractitioner(
                    author.ledgerId(),
                    RegisteredKey.kept(author.signing().publicKey()),
                    List.of(),
                    RegisteredPractitioner.State.VERIFIED,
                    SealingFixture.NOW));
        });
        NewTransaction transaction = fixture.transactions();
        anchoring = new AnchorOutbox(transaction, ledger, Runnable::run, clock);
        verifying = new VerifySeal(
                transaction,
                fixture.objects,
                fixture.keys,
                ledger,
                new BlockChain(ledger, clock),
                SealedSources.of(List.of(source())),
                clock);
    }

    private SealedSource source() {
        return new SealedSource() {
            @Override
            public RecordType type() {
                return RecordType.NOTE;
            }

            @Override
            public Resource currentContent(RecordId id) {
                return Optional.ofNullable(workingRows.get(id)).orElseThrow(() -> new NotFound("note", id));
            }
        };
    }

    @Test
    void anUntouchedSealPassesEveryCheck() {
        SealReport report = verifying.verify(anchored("first"));
        assertThat(report.lines())
                .extracting(Line::check)
                .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.copyOf(SealCheck.OF_FILES)));
        assertThat(report.lines()).allMatch(line -> line.result() == Result.PASSED);
        assertThat(report.result()).isEqualTo(Result.PASSED);
        assertThat(report.place().orElseThrow().block()).isEqualTo(1);
    }

    @Test
    void aSealThatIsNotAnchoredYetIsUnknownNotGood() {
        SealReport report = verifying.verify(sealed("first"));
        assertThat(line(report, SealCheck.LEDGER_HOLDS_IT))
                .isEqualTo(Line.unknown(SealCheck.LEDGER_HOLDS_IT, "pending"));
        assertThat(report.result()).isEqualTo(Result.UNKNOWN);
    }

    @Test
    void aLedgerThatIsAwayMakesItsChecksUnknownAndNoOthers() {
        SealId seal = anchored("first");
        ledger.setAway(true);
        SealReport report = verifying.verify(seal);
        assertThat(report.lines())
                .filteredOn(line -> line.result() != Result.PASSED)
                .extracting(Line::check, Line::reason)
                .containsExactly(
                        tuple(SealCheck.LEDGER_HOLDS_IT, "ledger-away"), tuple(SealCheck.CHAIN_INTACT, "not-checked"));
        assertThat(report.result()).isEqualTo(Result.UNKNOWN);
    }

    @Test
    void everyDamageOfTheObjectFailsByItsName() {
        Map<ObjectDamage, SealCheck> expected = Map.of(
                ObjectDamage.MISSING, SealCheck.OBJECT_FOUND,
                ObjectDamage.CUT, SealCheck.CIPHERTEXT_INTACT,
                ObjectDamage.SWAPPED, SealCheck.CIPHERTEXT_INTACT,
                ObjectDamage.ALTERED, SealCheck.CIPHERTEXT_INTACT,
                ObjectDamage.OF_ANOTHER_RECORD, SealCheck.DECRYPTS,
                ObjectDamage.KEY_MISSING, SealCheck.DECRYPTS,
                ObjectDamage.KEY_DESTROYED, SealCheck.DECRYPTS,
                ObjectDamage.KEY_DAMAGED, SealCheck.DECRYPTS,
                ObjectDamage.KEY_OF_ANOTHER_PATIENT, SealCheck.DECRYPTS,
                ObjectDamage.KEY_NOT_COMMITTED, SealCheck.DECRYPTS);
        SealId seal = anchored("first");
        expected.forEach((damage, check) -> {
            fixture.objects.damage(fixture.version(seal).object(), damage);
            assertOnlyFailure(verifying.verify(seal), check, damage.code());
        });
    }

    @Test
    void otherContentUnderTheSameKeyFailsTheCommitment() {
        SealId seal = anchored("first");
        fixture.objects.replace(fixture.version(seal).object(), "forged content".getBytes(StandardCharsets.UTF_8));
        assertOnlyFailure(verifying.verify(seal), SealCheck.COMMITMENT_EQUALS, "commitment-differs");
    }

    @Test
    void anEditedWorkingRowIsNamedByWhatChanged() {
        SealId seal = anchored("first");
        workingRows.put(SealingFixture.recordId(record), SealingFixture.resource(record, "edited"));
        SealReport report = verifying.verify(seal);
        assertOnlyFailure(report, SealCheck.WORKING_ROWS_MATCH, "working-rows-changed");
        assertThat(line(report, SealCheck.WORKING_ROWS_MATCH).changed()).containsExactly("/valueString");
    }

    @Test
    void aDeletedWorkingRowIsNamed() {
        SealId seal = anchored("first");
        workingRows.clear();
        assertOnlyFailure(verifying.verify(seal), SealCheck.WORKING_ROWS_MATCH, "working-rows-gone");
    }

    @Test
    void anOlderVersionIsNotComparedWithTheWorkingRows() {
        SealId first = anchored("first");
        SealId second = anchored("amended");
        assertThat(verifying.verify(first).lines())
                .extracting(Line::check)
                .doesNotContain(SealCheck.WORKING_ROWS_MATCH);
        assertThat(verifying.verify(first).result()).isEqualTo(Result.PASSED);
        assertThat(verifying.verify(second).result()).isEqualTo(Result.PASSED);
    }

    @Test
    void anEditedColumnOfTheSealedRowIsNamed() {
        assertEditIsNamed("commitment = '" + "0".repeat(64) + "'", "commitment");
        assertEditIsNamed("signed_at = signed_at + interval '1 second'", "signed_at");
        assertEditIsNamed("type = 'document'", "type");
        assertEditIsNamed("author_id = '" + fixture.unverified + "'", "author_id");
    }

    private void assertEditIsNamed(String assignment, String column) {
        record = "record " + records++;
        SealId seal = anchored("first");
        edit(seal, assignment);
        SealReport report = verifying.verify(seal);
        assertThat(line(report, SealCheck.SEALED_ROW_MATCHES).changed()).contains(column);
        assertThat(report.result()).isEqualTo(Result.FAILED);
    }

    @Test
    void aHeaderEditedAfterSigningFailsSignatureRowAndLedger() {
        SealId seal = anchored("first");
        edit(seal, "header = replace(header, '\"type\":\"note\"', '\"type\":\"document\"')");
        SealReport report = verifying.verify(seal);
        assertThat(line(report, SealCheck.SIGNATURE_VERIFIES).reason()).isEqualTo("signature-wrong");
        assertThat(line(report, SealCheck.SEALED_ROW_MATCHES).changed()).containsExactly("type");
        assertThat(line(report, SealCheck.LEDGER_HOLDS_IT).changed()).containsExactly("/type");
    }

    @Test
    void aHeaderThatIsNoHeaderFailsWithoutAnError() {
        SealId seal = anchored("first");
        edit(seal, "header = 'nonsense'");
        SealReport report = verifying.verify(seal);
        assertThat(line(report, SealCheck.SIGNATURE_VERIFIES).reason()).isEqualTo("header-unreadable");
        assertThat(line(report, SealCheck.LEDGER_HOLDS_IT).changed()).containsExactly("header");
    }

    @Test
    void aWholeForgeryUnderAnotherKeyFailsByTheKeyOnTheLedger() {
        SealId seal = anchored("first");
        var forger = fixture.keys.create();
        SealHeader header = SealHeader.parse(fixture.version(seal).header().text());
        SealHeader forged = new SealHeader(
                seal,
                header.type(),
                header.author(),
                forger.thumbprint(),
                header.signedAt(),
                header.commitment(),
                Optional.empty());
        String text = forged.canonicalText();
        edit(
                seal,
                "header = '" + text + "', signature = '" + fixture.keys.sign(forger.protectedPrivateKey(), text) + "'");
        SealReport report = verifying.verify(seal);
        assertThat(line(report, SealCheck.SIGNATURE_VERIFIES).reason()).isEqualTo("key-differs");
        assertThat(line(report, SealCheck.LEDGER_HOLDS_IT).result()).isEqualTo(Result.FAILED);
    }

    @Test
    void aLedgerThatLostOrChangedTheSealFails() {
        SealId seal = anchored("first");
        SealHeader header = SealHeader.parse(fixture.version(seal).header().text());
        SealHeader other = new SealHeader(
                seal,
                header.type(),
                header.author(),
                header.key(),
                header.signedAt(),
                new Commitment("1".repeat(64)),
                Optional.empty());
        ledger.forge(seal, new SignedText(other.canonicalText(), "AA=="));
        SealReport report = verifying.verify(seal);
        assertOnlyFailure(report, SealCheck.LEDGER_HOLDS_IT, "ledger-differs");
        assertThat(line(report, SealCheck.LEDGER_HOLDS_IT).changed()).containsExactly("/commitment");
    }

    @Test
    void aSealThatTheLedgerShouldHaveAndHasNotFails() {
        SealId seal = anchored("first");
        VerifySeal elsewhere = new VerifySeal(
                fixture.transactions(),
                fixture.objects,
                fixture.keys,
                emptyLedger(),
                new BlockChain(emptyLedger(), clock),
                SealedSources.of(List.of(source())),
                clock);
        assertOnlyFailure(elsewhere.verify(seal), SealCheck.LEDGER_HOLDS_IT, "not-on-ledger");
    }

    private static TestLedger emptyLedger() {
        return new TestLedger();
    }

    @Test
    void aBrokenChainFailsEvenBeforeTheSealsOwnBlock() {
        sealed("earlier");
        anchoring.step();
        record = "record " + records++;
        SealId seal = anchored("first");
        assertThat(verifying.verify(seal).result()).isEqualTo(Result.PASSED);

        ledger.tamper(1, block -> with(block, block.hash(), false));
        clock.advance(Duration.ofMinutes(6));
        assertOnlyFailure(verifying.verify(seal), SealCheck.CHAIN_INTACT, "chain-broken");

        ledger.tamper(1, block -> with(block, "f".repeat(64), true));
        assertOnlyFailure(verifying.verify(seal), SealCheck.CHAIN_INTACT, "chain-broken");
    }

    @Test
    void aTamperedOwnBlockFailsAtOnce() {
        SealId seal = anchored("first");
        assertThat(verifying.verify(seal).result()).isEqualTo(Result.PASSED);
        ledger.tamper(1, block -> with(block, block.hash(), false));
        assertOnlyFailure(verifying.verify(seal), SealCheck.CHAIN_INTACT, "chain-broken");
    }

    private static LedgerBlock with(LedgerBlock block, String hash, boolean dataIntact) {
        return new LedgerBlock(
                block.number(),
                hash,
                block.previousHash(),
                dataIntact,
                block.signed(),
                block.signatures(),
                block.transactions());
    }

    @Test
    void aSealThatNobodyMadeIsNotFound() {
        assertThatThrownBy(() -> verifying.verify(new SealId(new UUID(0, 1), 1)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void whatFailedIsAFindingUntilItPassesAgain() {
        SealId seal = anchored("first");
        Resource signed = SealingFixture.resource(record, "first");
        workingRows.put(SealingFixture.recordId(record), SealingFixture.resource(record, "edited"));
        verifying.verify(seal);
        verifying.verify(seal);
        assertThat(findings())
                .extracting(IntegrityFinding::seal, IntegrityFinding::checkFailed, IntegrityFinding::detail)
                .containsExactly(tuple(seal.toString(), "working-rows-match", "working-rows-changed /valueString"));
        assertThat(state(seal).status()).isEqualTo(SealState.Status.BROKEN);

        workingRows.put(SealingFixture.recordId(record), signed);
        clock.advance(Duration.ofSeconds(1));
        verifying.verify(seal);
        assertThat(findings()).extracting(IntegrityFinding::resolvedAt).containsExactly(Optional.of(clock.instant()));
        assertThat(state(seal)).isEqualTo(new SealState(SealState.Status.SEALED, Optional.of(1L)));
    }

    @Test
    void theMonitorComesByEverySealAndFindsTheBrokenOne() {
        List<SealId> seals = List.of(another(), another(), another(), another(), another());
        SealId broken = seals.get(3);
        workingRows.put(new RecordId(broken.record()), SealingFixture.resource(record, "edited"));
        MonitorSeals monitor = new MonitorSeals(fixture.transactions(), verifying, clock);
        Set<SealId> failed = new HashSet<>();
        int verified = 0;
        for (boolean roundDone = false; !roundDone; ) {
            MonitorSeals.Progress progress = monitor.step(2);
            verified += progress.verified();
            failed.addAll(progress.failed());
            roundDone = progress.roundDone();
        }
        assertThat(verified).isEqualTo((int) fixture.count("record_version"));
        assertThat(failed).contains(broken).doesNotContainAnyElementsOf(seals.subList(0, 3));
        assertThat(monitor.step(1).verified()).isEqualTo(1);
    }

    private SealId another() {
        record = "record " + records++;
        return anchored("first");
    }

    private static List<IntegrityFinding> findings() {
        Actor auditor = Actor.staff("auditor", Role.AUDITOR);
        return fixture.database.inTransaction(entities -> new ReadFindings(entities).newest(auditor, 10));
    }

    private static SealState state(SealId seal) {
        return fixture.database
                .inTransaction(entities -> new SealStates(entities).of(seal))
                .orElseThrow();
    }

    private SealId sealed(String text) {
        workingRows.put(SealingFixture.recordId(record), SealingFixture.resource(record, text));
        return fixture.seal(record, text);
    }

    private SealId anchored(String text) {
        SealId seal = sealed(text);
        assertThat(anchoring.step().anchored()).contains(seal.toString());
        return seal;
    }

    private static void edit(SealId seal, String assignment) {
        fixture.database.transact(entities -> {
            entities.createNativeQuery("SET LOCAL session_replication_role = replica")
                    .executeUpdate();
            entities.createNativeQuery(
                            "UPDATE record_version SET " + assignment + " WHERE record_id = ?1 AND version = ?2")
                    .setParameter(1, seal.record())
                    .setParameter(2, seal.version())
                    .executeUpdate();
        });
    }

    private static void assertOnlyFailure(SealReport report, SealCheck check, String reason) {
        assertThat(report.lines())
                .filteredOn(line -> line.result() == Result.FAILED)
                .extracting(Line::check, Line::reason)
                .containsExactly(tuple(check, reason));
        assertThat(report.result()).isEqualTo(Result.FAILED);
    }

    private static Line line(SealReport report, SealCheck check) {
        return report.lines().stream()
                .filter(line -> line.check() == check)
                .findFirst()
                .orElseThrow();
    }
}
