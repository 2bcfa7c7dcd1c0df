package org.chartseal.domain.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.LedgerPractitionerId;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.testing.TestClock;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestLedger;
import org.chartseal.domain.testing.TestLedger.Fault;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnchorOutboxIT {

    private static TestDatabase database;

    private final TestClock clock = new TestClock(TestPeople.NOW);
    private final TestLedger ledger = new TestLedger();
    private final AnchorOutbox anchoring =
            new AnchorOutbox(AnchorOutboxIT::inTransaction, ledger, Runnable::run, clock);

    @BeforeAll
    static void migrate() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.transact(entities -> entities.createNativeQuery(
                        "TRUNCATE ledger_outbox, anchor_transaction, integrity_finding, integrity_repair")
                .executeUpdate());
    }

    private static <T> T inTransaction(Function<EntityManager, T> work) {
        return database.inTransaction(work);
    }

    @Test
    void manySealsGoInOneTransaction() {
        List<String> seals = addSeals(30);
        AnchorOutbox.Progress progress = anchoring.step();
        assertThat(progress.anchored()).containsExactlyInAnyOrderElementsOf(seals);
        assertThat(ledger.height()).isEqualTo(2);
        assertThat(count("ledger_outbox WHERE state = 'anchored' AND block = 1 AND anchored_at IS NOT NULL"))
                .isEqualTo(30);
        assertThat(anchoring.step()).isEqualTo(AnchorOutbox.Progress.NONE);
    }

    @Test
    void nothingIsLostWhileTheLedgerIsAway() {
        List<String> seals = addSeals(3);
        ledger.setAway(true);
        assertThat(anchoring.step().away()).isPresent();
        assertThat(count("ledger_outbox WHERE state = 'pending'")).isEqualTo(3);
        ledger.setAway(false);
        assertThat(anchoring.step().anchored()).hasSize(3);
        assertEachOnce(seals);
    }

    @Test
    void anUnknownOutcomeIsSettledByTheSameEnvelope() {
        List<String> seals = addSeals(3);
        for (Fault fault : List.of(Fault.LOST_BEFORE_COMMIT, Fault.LOST_AFTER_COMMIT, Fault.LOST_AFTER_COMMIT)) {
            ledger.fail(() -> fault);
            assertThat(anchoring.step().anchored()).isEmpty();
            assertThat(ledger.endorsements()).isEqualTo(1);
        }
        ledger.fail(() -> Fault.NONE);
        anchoring.step();
        assertEachOnce(seals);
        assertThat(ledger.endorsements()).isEqualTo(1);
    }

    @Test
    void whileAnOutcomeIsUnknownNothingElseIsSent() {
        addSeals(1);
        ledger.fail(() -> Fault.LOST_BEFORE_COMMIT);
        anchoring.step();
        add(new LedgerCommand.RegisterPractitioner(new LedgerPractitionerId(TestPeople.id("new")), "key"));
        anchoring.step();
        assertThat(ledger.endorsements()).isEqualTo(1);
    }

    @Test
    void aConflictAndARejectionAreEndorsedAnew() {
        for (Fault fault : List.of(Fault.CONFLICT, Fault.REJECTED)) {
            List<String> seals = addSeals(2);
            ledger.fail(() -> fault);
            anchoring.step();
            ledger.fail(() -> Fault.NONE);
            clock.advance(Duration.ofMinutes(1));
            anchoring.step();
            assertEachOnce(seals);
        }
        assertThat(count("anchor_transaction WHERE state = 'conflict'")).isEqualTo(1);
        assertThat(count("anchor_transaction WHERE state = 'rejected'")).isEqualTo(1);
    }

    @Test
    void oneSealThatTheContractRefusesDoesNotHoldUpTheOthers() {
        List<String> seals = addSeals(40);
        String offending = seals.get(17);
        ledger.refuse(offending, "SEAL_CONFLICT");
        AnchorOutbox.Progress progress = anchoring.step();
        assertThat(progress.refused()).isEqualTo(1);
        assertThat(progress.anchored()).hasSize(39).doesNotContain(offending);
        assertThat(count("ledger_outbox WHERE state = 'refused' AND refusal = 'SEAL_CONFLICT' AND subject = '"
                        + offending + "'"))
                .isEqualTo(1);
        assertThat(count(
                        "integrity_finding WHERE check_failed = 'ledger-holds-it' AND detail = 'SEAL_CONFLICT' AND seal = '"
                                + offending + "'"))
                .isEqualTo(1);
    }

    @Test
    void whatTheContractDoesNotTakeYetIsTriedAgainLater() {
        String seal = addSeals(1).get(0);
        ledger.refuse(seal, "PRACTITIONER_NOT_VERIFIED");
        assertThat(anchoring.step().refused()).isZero();
        ledger.refuse(seal, "");
        assertThat(anchoring.step().anchored()).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(anchoring.step().anchored()).containsExactly(seal);
    }

    @Test
    void aContractThatFailsLosesNothingAndIsReportedUntilItIsMended() {
        String seal = addSeals(1).get(0);
        ledger.refuse(seal, "CONTRACT_FAILED");
        for (int tries = 0; tries < 5; tries++) {
            assertThat(anchoring.step().refused()).isZero();
            clock.advance(Duration.ofMinutes(10));
        }
        assertThat(count("integrity_finding WHERE detail = 'CONTRACT_FAILED' AND resolved_at IS NULL"))
                .isEqualTo(1);
        ledger.refuse(seal, "");
        assertThat(anchoring.step().anchored()).containsExactly(seal);
        assertThat(count("integrity_finding WHERE resolved_at IS NULL")).isZero();
    }

    @Test
    void ofTwoWorkersOneDoesNothing() {
        addSeals(1);
        database.transact(entities -> {
            assertThat(new OutboxTable(entities).lock()).isTrue();
            assertThat(anchoring.step()).isEqualTo(AnchorOutbox.Progress.NONE);
        });
        assertThat(anchoring.step().anchored()).hasSize(1);
    }

    @Test
    void aMessageIsClaimedOnceWhateverTheLockDoes() {
        addSeals(2);
        List<OutboxRow> rows =
                inTransaction(entities -> new OutboxTable(entities).waiting(10, clock.instant(), List.of()));
        claim(rows, "a");
        assertThatThrownBy(() -> claim(rows, "b")).isInstanceOf(IllegalStateException.class);
        assertThat(count("anchor_transaction")).isEqualTo(1);
        assertThat(count("ledger_outbox WHERE transaction_id = 'a'")).isEqualTo(2);
    }

    private void claim(List<OutboxRow> rows, String transaction) {
        SignedEnvelope envelope = new SignedEnvelope(new TransactionId(transaction), new byte[] {1});
        database.transact(entities -> new OutboxTable(entities).claim(rows, envelope, clock.instant()));
    }

    @Test
    void eachMessageIsWrittenOnceWhateverCrashesWhen() {
        for (int crashAt = 0; crashAt < 40; crashAt++) {
            empty();
            List<String> seals = addSeals(3);
            LedgerPractitionerId practitioner = new LedgerPractitionerId(TestPeople.id("practitioner " + crashAt));
            add(new LedgerCommand.RegisterPractitioner(practitioner, "key"));
            CrashingParts parts = new CrashingParts(ledger, AnchorOutboxIT::inTransaction, crashAt);
            AnchorOutbox crashing = new AnchorOutbox(parts, parts.ledger(), Runnable::run, clock);
            boolean crashed = parts.crashes(() -> anchorAll(crashing));
            anchorAll(anchoring);
            assertEachOnce(seals);
            assertThat(ledger.writes(practitioner.toString()))
                    .as("crash %d", crashAt)
                    .isEqualTo(1);
            if (!crashed) {
                assertThat(crashAt).as("number of moments to crash at").isGreaterThan(12);
                return;
            }
        }
        throw new AssertionError("never came to an end without a crash");
    }

    @Test
    void eachMessageIsWrittenOnceUnderAnySequenceOfFaults() {
        Random random = new Random(7);
        List<Fault> faults = List.of(Fault.values());
        for (int round = 0; round < 15; round++) {
            List<String> seals = addSeals(1 + random.nextInt(10));
            ledger.fail(() -> faults.get(random.nextInt(faults.size())));
            for (int step = 0; step < 8; step++) {
                anchoring.step();
                clock.advance(Duration.ofSeconds(random.nextInt(5)));
            }
            ledger.fail(() -> Fault.NONE);
            anchorAll(anchoring);
            assertEachOnce(seals);
        }
    }

    private void anchorAll(AnchorOutbox worker) {
        for (int step = 0; count("ledger_outbox WHERE state = 'pending'") > 0; step++) {
            assertThat(step).isLessThan(100);
            worker.step();
            clock.advance(Duration.ofMinutes(10));
        }
    }

    private void assertEachOnce(List<String> seals) {
        for (String seal : seals) {
            assertThat(ledger.writes("seal/" + seal)).as(seal).isEqualTo(1);
            long block = ledger.blockOf(
                            ledger.findSeal(SealId.parse(seal)).orElseThrow().transaction())
                    .orElseThrow()
                    .number();
            assertThat(count(
                            "ledger_outbox WHERE state = 'anchored' AND subject = '" + seal + "' AND block = " + block))
                    .isEqualTo(1);
        }
    }

    private int sealsAdded;

    private List<String> addSeals(int count) {
        List<String> seals = new ArrayList<>();
        List<SignedText> headers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SealId seal = new SealId(TestPeople.id("record " + sealsAdded++), 1);
            seals.add(seal.toString());
            headers.add(header(seal));
        }
        add(new AnchorSeals(headers));
        return seals;
    }

    private static SignedText header(SealId seal) {
        SealHeader header = new SealHeader(
                seal,
                "note",
                new LedgerPractitionerId(TestPeople.id("author")),
                "00".repeat(32),
                Instant.EPOCH,
                new Commitment("0".repeat(64)),
                Optional.empty());
        return new SignedText(header.canonicalText(), "AA==");
    }

    private void add(LedgerCommand command) {
        database.transact(entities -> new LedgerOutbox(entities, clock).add(command));
    }

    private static long count(String from) {
        return database.inTransaction(entities -> ((Number) entities.createNativeQuery("SELECT count(*) FROM " + from)
                        .getSingleResult())
                .longValue());
    }
}
