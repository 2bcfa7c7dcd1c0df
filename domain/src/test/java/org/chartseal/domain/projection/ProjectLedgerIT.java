package org.chartseal.domain.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.ledger.LedgerEvent;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectLedgerIT {

    private static final Actor ADMINISTRATOR = Actor.staff("admin", Role.ADMINISTRATOR);
    private static final Clock CLOCK = Clock.fixed(TestPeople.NOW, ZoneOffset.UTC);

    private static TestDatabase database;

    /** Blocks of one, three and two events, with blocks between that told nothing. */
    private final ToldLedger told = ToldLedger.of(
            ToldLedger.practitioner(3, 0, "PractitionerRegistered", "osei"),
            ToldLedger.practitioner(5, 0, "PractitionerVerified", "osei"),
            ToldLedger.seals(5, 1, "a", "b", "c"),
            ToldLedger.grant(5, 2, "AccessGiven", "first"),
            ToldLedger.event(8, 0, "SubjectRegistered", "{\"subject\":\"x\"}"),
            ToldLedger.practitioner(8, 1, "PractitionerSuspended", "osei"),
            ToldLedger.grant(9, 0, "AccessGiven", "second"),
            ToldLedger.grant(12, 0, "AccessRevoked", "first"),
            ToldLedger.seals(12, 1, "d"),
            ToldLedger.emergency(13, 0, "EmergencyOpened", "collapse"),
            ToldLedger.emergency(13, 1, "EmergencyEnded", "collapse"),
            ToldLedger.emergency(15, 0, "EmergencyReviewed", "collapse"));

    private final ProjectLedger projecting = new ProjectLedger(ProjectLedgerIT::inTransaction, told.ledger());

    @BeforeAll
    static void migrate() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void drop() {
        database.transact(entities -> new ProjectionTables(entities).drop());
    }

    private static <T> T inTransaction(Function<EntityManager, T> work) {
        return database.inTransaction(work);
    }

    @Test
    void whatTheEventsSayIsKept() {
        follow(projecting);

        String osei = TestPeople.id("osei").toString();
        assertThat(rows("SELECT seal, block, writes FROM ledger_seal ORDER BY block, seal"))
                .hasSize(4)
                .contains(TestPeople.id("a") + ".1 5 1", TestPeople.id("d") + ".1 12 1");
        assertThat(rows("SELECT id, state, block, changes FROM ledger_practitioner"))
                .containsExactly(osei + " suspended 8 3");
        assertThat(
                        rows(
                                "SELECT id, subject, given_block, coalesce(revoked_block, 0) FROM ledger_grant ORDER BY given_block"))
                .containsExactly(
                        TestPeople.id("first") + " " + TestPeople.id("subject") + " 5 12",
                        TestPeople.id("second") + " " + TestPeople.id("subject") + " 9 0");
        assertThat(rows("SELECT id, subject, opened_block, ended_block, reviewed_block, changes FROM ledger_emergency"))
                .containsExactly(TestPeople.id("collapse") + " " + TestPeople.id("subject") + " 13 13 15 3");
        assertThat(rows("SELECT block, event FROM ledger_check_point")).containsExactly("15 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aStreamThatBreaksInTheMiddleOfABlockSkipsNothingAndRepeatsNothing(int eventsAStream) {
        List<String> undisturbed = undisturbed();

        told.breakAfter(eventsAStream);
        assertThatThrownBy(() -> follow(projecting)).isInstanceOf(Unavailable.class);
        List<String> before = List.of();
        while (!content().equals(before)) {
            before = content();
            followUntilItBreaks();
        }
        told.breakAfter(Integer.MAX_VALUE);
        follow(projecting);

        assertThat(content()).isEqualTo(undisturbed);
    }

    @Test
    void aCrashAtAnyMomentSkipsNothingAndRepeatsNothing() {
        List<String> undisturbed = undisturbed();
        int moments = 0;
        boolean crashed = true;
        while (crashed) {
            database.transact(entities -> new ProjectionTables(entities).drop());
            CrashingTransactions crashing = new CrashingTransactions(moments++);
            ProjectLedger worker = new ProjectLedger(crashing, told.ledger());
            crashed = crashing.crashes(() -> follow(worker));
            follow(projecting);
            assertThat(content()).as("crash at moment %d", moments).isEqualTo(undisturbed);
        }
        assertThat(moments).isGreaterThan(20);
    }

    @Test
    void severalPortalsThatFollowAtOnceApplyEachEventOnce() throws Exception {
        List<String> undisturbed = undisturbed();
        ExecutorService portals = Executors.newFixedThreadPool(4);
        try {
            Callable<Long> portal = () -> follow(projecting);
            long applied = 0;
            for (Future<Long> ended : portals.invokeAll(List.of(portal, portal, portal, portal))) {
                applied += ended.get();
            }
            assertThat(applied).isEqualTo(12);
        } finally {
            portals.shutdownNow();
        }
        assertThat(content()).isEqualTo(undisturbed);
    }

    @Test
    void whatIsRebuiltEqualsWhatWasThere() {
        follow(projecting);
        List<String> before = content();

        rebuild(ADMINISTRATOR);

        assertThat(rows("SELECT seal FROM ledger_seal")).isEmpty();
        assertThat(rows("SELECT block, event FROM ledger_check_point")).containsExactly("-1 -1");
        assertThat(follow(projecting)).isEqualTo(12);
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void whoeverFollowsWhileItIsDroppedBeginsAgain() {
        List<String> undisturbed = undisturbed();
        DroppingTransactions dropping = new DroppingTransactions(6);
        ProjectLedger worker = new ProjectLedger(dropping, told.ledger());

        assertThat(follow(worker)).isLessThan(12);
        assertThat(follow(worker)).isEqualTo(12);

        assertThat(content()).isEqualTo(undisturbed);
    }

    @Test
    void onlyAnAdministratorRebuilds() {
        follow(projecting);
        assertThatThrownBy(() -> rebuild(Actor.staff("reception", Role.RECEPTIONIST)))
                .isInstanceOf(Refused.class);
        assertThat(rows("SELECT seal FROM ledger_seal")).hasSize(4);
    }

    @Test
    void aLedgerThatDoesNotHoldWhatWasProjectedIsNotFollowed() {
        follow(projecting);
        LedgerEvent other = ToldLedger.seals(12, 7, "z");
        ProjectLedger elsewhere = new ProjectLedger(
                ProjectLedgerIT::inTransaction, ToldLedger.of(other).ledger());

        assertThatThrownBy(elsewhere::open).isInstanceOf(AnotherLedger.class).hasMessageContaining("block 15");
    }

    private List<String> undisturbed() {
        follow(projecting);
        List<String> content = content();
        database.transact(entities -> new ProjectionTables(entities).drop());
        return content;
    }

    private void rebuild(Actor actor) {
        database.transact(entities -> new RebuildProjection(entities, new ActivityLog(entities, CLOCK)).rebuild(actor));
    }

    private void followUntilItBreaks() {
        try {
            follow(projecting);
        } catch (Unavailable broken) {
            assertThat(broken.part()).isEqualTo("ledger");
        }
    }

    private static long follow(ProjectLedger worker) {
        try (ProjectLedger.Following following = worker.open()) {
            following.run();
            return following.applied();
        }
    }

    private static List<String> content() {
        List<String> all = new ArrayList<>();
        for (String table : List.of(
                "ledger_check_point", "ledger_seal", "ledger_practitioner", "ledger_grant", "ledger_emergency")) {
            all.addAll(rows("SELECT '" + table + "', CAST(to_jsonb(t) AS text) FROM " + table + " t ORDER BY 2"));
        }
        return all;
    }

    private static List<String> rows(String sql) {
        List<?> rows = database.inTransaction(
                entities -> entities.createNativeQuery(sql).getResultList());
        return rows.stream()
                .map(row -> row instanceof Object[] columns ? joined(columns) : String.valueOf(row))
                .toList();
    }

    private static String joined(Object... columns) {
        List<String> texts = new ArrayList<>();
        for (Object column : columns) {
            texts.add(String.valueOf(column));
        }
        return String.join(" ", texts);
    }

    /** Stops the worker dead before or after one of its transactions. */
    private static final class CrashingTransactions implements NewTransaction {

        private final int crashAt;
        private int moments;

        CrashingTransactions(int crashAt) {
            this.crashAt = crashAt;
        }

        boolean crashes(Runnable work) {
            try {
                work.run();
                return false;
            } catch (Crash crash) {
                return true;
            }
        }

        @Override
        public <T> T call(Function<EntityManager, T> work) {
            moment();
            T result = database.inTransaction(entities -> {
                T inner = work.apply(entities);
                moment();
                return inner;
            });
            moment();
            return result;
        }

        private void moment() {
            if (moments++ == crashAt) {
                throw new Crash();
            }
        }
    }

    private static final class Crash extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** Somebody drops the projection before one of the worker's transactions. */
    private static final class DroppingTransactions implements NewTransaction {

        private final int dropBefore;
        private int calls;

        DroppingTransactions(int dropBefore) {
            this.dropBefore = dropBefore;
        }

        @Override
        public <T> T call(Function<EntityManager, T> work) {
            if (calls++ == dropBefore) {
                database.transact(entities -> new ProjectionTables(entities).drop());
            }
            return database.inTransaction(work);
        }
    }
}
