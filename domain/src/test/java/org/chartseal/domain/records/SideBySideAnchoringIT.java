package org.chartseal.domain.records;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.LedgerPractitionerId;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.testing.TestClock;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestLedger;
import org.chartseal.domain.testing.TestLedger.Fault;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several transactions on their way to the ledger at once, in threads of their own. */
@Timeout(60)
class SideBySideAnchoringIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static TestDatabase database;

    private final TestClock clock = new TestClock(TestPeople.NOW);
    private final TestLedger ledger = new TestLedger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

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

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void fullBatchesWaitForTheLedgerTogether() {
        addSeals(3 * OutboxOrder.MOST_SEALS);
        CountDownLatch allSubmitted = new CountDownLatch(3);
        AnchorOutbox anchoring = anchoring(() -> {
            allSubmitted.countDown();
            assertThat(await(allSubmitted)).as("three transactions at once").isTrue();
        });

        assertThat(anchoring.step().anchored()).hasSize(3 * OutboxOrder.MOST_SEALS);
        assertEachOnce(3 * OutboxOrder.MOST_SEALS);
    }

    @Test
    void whatIsSignedMeanwhileWaitsForCompanyUntilItIsOld() {
        addSeals(1);
        CountDownLatch secondIsSubmitted = new CountDownLatch(2);
        AtomicInteger submitted = new AtomicInteger();
        AnchorOutbox anchoring = anchoring(() -> {
            if (submitted.incrementAndGet() == 1) {
                addSeals(5);
                clock.advance(Duration.ofSeconds(1));
            }
            secondIsSubmitted.countDown();
            assertThat(await(secondIsSubmitted))
                    .as("the second while the first waits")
                    .isTrue();
        });

        assertThat(anchoring.step().anchored()).hasSize(6);
        assertThat(submitted).hasValue(2);
        assertEachOnce(6);
    }

    @Test
    void whileOneOutcomeIsUnknownNothingNewIsSentAndTheOthersLand() {
        addSeals(2 * OutboxOrder.MOST_SEALS);
        AtomicInteger submitted = new AtomicInteger();
        ledger.fail(() -> submitted.get() == 1 ? Fault.LOST_AFTER_COMMIT : Fault.NONE);
        AnchorOutbox anchoring = anchoring(submitted::incrementAndGet);

        AnchorOutbox.Progress progress = anchoring.step();
        addSeals(1);

        assertThat(progress.away()).isPresent();
        assertThat(progress.anchored()).hasSize(OutboxOrder.MOST_SEALS);
        assertThat(anchoring.step().anchored()).hasSize(OutboxOrder.MOST_SEALS + 1);
        assertThat(ledger.endorsements()).isEqualTo(3);
        assertEachOnce(2 * OutboxOrder.MOST_SEALS + 1);
    }

    /** Else each look for what waits walks over everything that was sent since the step began. */
    @Test
    void aLongStepDoesNotKeepRowsAsTheyWereForItself() {
        addSeals(1);
        AtomicInteger holders = new AtomicInteger(-1);
        AnchorOutbox anchoring = anchoring(() -> {
            Instant patience = Instant.now().plusSeconds(5); // others' connections may still be on their way back
            do {
                holders.set(holders());
            } while (holders.get() > 0 && Instant.now().isBefore(patience));
        });

        assertThat(anchoring.step().anchored()).hasSize(1);
        assertThat(holders).hasValue(0);
    }

    private int holders() {
        return database.<Number>inTransaction(
                        entities -> (Number) entities.createNativeQuery("""
                                SELECT count(*) FROM pg_stat_activity
                                WHERE datname = current_database() AND state = 'idle in transaction'
                                  AND backend_xmin IS NOT NULL
                                """).getSingleResult())
                .intValue();
    }

    @Test
    void oneThatBreaksDoesNotTakeTheOthersWithIt() {
        addSeals(2 * OutboxOrder.MOST_SEALS);
        AtomicInteger submitted = new AtomicInteger();
        AnchorOutbox anchoring = anchoring(() -> {
            if (submitted.incrementAndGet() == 1) {
                throw new IllegalStateException("broken");
            }
        });

        org.assertj.core.api.Assertions.assertThatIllegalStateException()
                .isThrownBy(anchoring::step)
                .withMessage("broken");
        assertThat(anchored()).isEqualTo(OutboxOrder.MOST_SEALS);
        anchoring.step();
        assertEachOnce(2 * OutboxOrder.MOST_SEALS);
    }

    /** A worker on the test's ledger, one call at a time, with something in front of each submission. */
    private AnchorOutbox anchoring(Runnable beforeSubmission) {
        Object oneAtATime = new Object();
        EvidenceLedger port = (EvidenceLedger) Proxy.newProxyInstance(
                EvidenceLedger.class.getClassLoader(),
                new Class<?>[] {EvidenceLedger.class},
                (proxy, method, given) -> {
                    if (method.getName().equals("submit")) {
                        beforeSubmission.run();
                    }
                    synchronized (oneAtATime) {
                        try {
                            return method.invoke(ledger, given);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getTargetException();
                        }
                    }
                });
        return new AnchorOutbox(SideBySideAnchoringIT::inTransaction, port, threads::execute, clock);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static <T> T inTransaction(Function<EntityManager, T> work) {
        return database.inTransaction(work);
    }

    private int sealsAdded;

    private synchronized void addSeals(int count) {
        List<SignedText> headers = IntStream.range(0, count)
                .mapToObj(each -> new SignedText(
                        new SealHeader(
                                        new SealId(TestPeople.id("side by side " + sealsAdded++), 1),
                                        "note",
                                        new LedgerPractitionerId(TestPeople.id("author")),
                                        "00".repeat(32),
                                        Instant.EPOCH,
                                        new Commitment("0".repeat(64)),
                                        Optional.empty())
                                .canonicalText(),
                        "AA=="))
                .toList();
        database.transact(entities -> new LedgerOutbox(entities, clock).add(new AnchorSeals(headers)));
    }

    private void assertEachOnce(int count) {
        assertThat(anchored()).isEqualTo(count);
        for (int each = 0; each < count; each++) {
            String seal = new SealId(TestPeople.id("side by side " + each), 1).toString();
            assertThat(ledger.writes("seal/" + seal)).as(seal).isEqualTo(1);
        }
    }

    private static long anchored() {
        return database.inTransaction(entities -> ((Number)
                        entities.createNativeQuery("SELECT count(*) FROM ledger_outbox WHERE state = 'anchored'")
                                .getSingleResult())
                .longValue());
    }
}
