package org.chartseal.domain.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MonitorAccessLogIT {

    private final TestLog log = new TestLog();
    private MonitorAccessLog monitor;

    /** Eleven rows under three heads that are anchored, and two rows that no head covers yet. */
    @BeforeEach
    void heads() {
        monitor = log.monitor();
        log.read(4);
        log.head();
        log.read(3);
        log.head();
        log.read(4);
        log.head();
        log.anchor();
        log.read(2);
        log.sequence(100);
        round();
        assertThat(log.findings()).isEmpty();
    }

    @AfterEach
    void close() {
        log.close();
    }

    /** A round, small steps, and twice the ledger. */
    private void round() {
        while (!monitor.step(5).roundDone()) {
            Thread.onSpinWait();
        }
        monitor.compareWithLedger();
        monitor.compareWithLedger();
    }

    static Stream<Arguments> tampering() {
        return Stream.of(
                Arguments.of(
                        "UPDATE access_log SET account = 'reader1' WHERE id = 3",
                        "log-row-changed access-log:row-3 account was \"reader2\", is \"reader1\""),
                Arguments.of(
                        "UPDATE access_log SET allowed = false WHERE id = 5",
                        "log-row-changed access-log:row-5 allowed was \"true\", is \"false\""),
                Arguments.of(
                        "UPDATE access_log SET basis = 'invented' WHERE id = 1",
                        "log-row-changed access-log:row-1 basis was \"grant\", is \"invented\""),
                Arguments.of(
                        "UPDATE access_log SET origin = '' WHERE id = 1",
                        "log-row-changed access-log:row-1 origin was \"192.0.2.7\", is \"\""),
                Arguments.of(
                        "UPDATE access_log SET at = at - interval '1 microsecond' WHERE id = 2",
                        "log-row-changed access-log:row-2 position 1, row 2 says:"),
                Arguments.of(
                        "UPDATE access_log SET record_id = patient_id, record_version = 1 WHERE id = 2",
                        "log-row-changed access-log:row-2"),
                Arguments.of(
                        "UPDATE access_log SET salt = sha256('x') WHERE id = 12", "log-row-changed access-log:row-12"),
                Arguments.of(
                        "UPDATE access_log SET entry = gen_random_uuid() WHERE id = 13",
                        "log-row-changed access-log:row-13"),
                Arguments.of(
                        "UPDATE access_log SET mark = sha256('x') WHERE id = 4", "log-row-foreign access-log:row-4"),
                Arguments.of("UPDATE access_log SET mark = NULL WHERE id = 9", "log-row-foreign access-log:row-9"),
                Arguments.of(
                        "DELETE FROM access_log WHERE id = 6",
                        "log-row-removed access-log:row-6 row 6 at position 5 is gone"),
                Arguments.of("DELETE FROM access_log_leaf WHERE position = 5", "log-leaf-removed access-log:leaf-5"),
                Arguments.of(
                        "DELETE FROM access_log_leaf WHERE position = 5",
                        "log-row-unplaced access-log:row-6 came in beside the portal; row 6 says: {\"account\":\"reader1\""),
                Arguments.of("DELETE FROM access_log_leaf WHERE position >= 11", "log-shortened access-log:size-13"),
                Arguments.of(
                        "UPDATE access_log_leaf SET hash = sha256('x') WHERE position = 5",
                        "log-leaf-altered access-log:leaf-5"),
                Arguments.of(
                        "UPDATE access_log_leaf SET row_id = row_id + 100 WHERE position = 5",
                        "log-row-removed access-log:row-106"),
                Arguments.of(
                        "UPDATE access_log_node SET hash = sha256('x') WHERE leaf = 7 AND level = 3",
                        "log-node-altered access-log:node-7-3 the hash over positions 0 to 7 is another"),
                Arguments.of(
                        "DELETE FROM access_log_node WHERE leaf = 3 AND level = 1",
                        "log-node-altered access-log:node-3-1 the hash over positions 2 to 3 is gone"),
                Arguments.of("DELETE FROM access_log_head WHERE number = 1", "log-head-removed access-log:head-1"),
                Arguments.of("DELETE FROM access_log_head WHERE number = 2", "log-heads-cut access-log:head-2"),
                Arguments.of(
                        "UPDATE access_log_head SET root = repeat('ab', 32) WHERE number = 1",
                        "log-head-altered access-log:head-1"),
                Arguments.of(
                        "UPDATE access_log_head SET root = repeat('ab', 32) WHERE number = 1",
                        "log-head-differs access-log:head-1 the ledger holds"),
                Arguments.of(
                        "UPDATE access_log_head SET at = at + interval '1 hour' WHERE number = 2",
                        "log-head-altered access-log:head-2"),
                Arguments.of(
                        "UPDATE access_log_head SET batch = gen_random_uuid() WHERE number = 2",
                        "log-head-altered access-log:head-2"),
                Arguments.of(
                        "UPDATE access_log_head SET signature = 'AAAA' WHERE number = 0",
                        "log-head-altered access-log:head-0"),
                Arguments.of(
                        "DELETE FROM ledger_outbox WHERE kind = 'anchor-root'",
                        "log-head-unanchored access-log:head-0"),
                Arguments.of(
                        "INSERT INTO access_log (entry, at, account, role, patient_id, category, what, purpose, basis, allowed, organisation, origin, salt) SELECT gen_random_uuid(), at, 'planted', role, patient_id, category, what, purpose, basis, allowed, organisation, origin, sha256('y') FROM access_log WHERE id = 1",
                        "log-row-unplaced access-log:row-14 came in beside the portal; row 14 says: {\"account\":\"planted\""));
    }

    @ParameterizedTest
    @MethodSource("tampering")
    void whatASuperuserDidIsNamed(String sql, String finding) {
        log.tamper(sql);
        round();
        assertThat(log.findings()).anyMatch(found -> found.startsWith(finding), finding);
        List<String> once = log.findings();
        round();
        round();
        assertThat(log.findings()).as("not named again").containsExactlyElementsOf(once);

        log.tamper("DELETE FROM integrity_finding");
        monitor = log.monitor();
        round();
        if (!finding.startsWith("log-shortened")) {
            assertThat(log.findings())
                    .as("by a portal that has just started")
                    .anyMatch(found -> found.startsWith(finding), finding);
        }
    }

    @Test
    void aRowPutInByHandIsNamedAlthoughItWaitsForItsPlaceLikeAnyOther() {
        log.tamper(
                "WITH kept AS (INSERT INTO access_log (entry, at, account, role, patient_id, category, what, purpose,"
                        + " basis, allowed, organisation, origin, salt) SELECT gen_random_uuid(), at, 'planted', role, patient_id,"
                        + " category, what, purpose, basis, allowed, organisation, origin, sha256('y') FROM access_log WHERE id = 1"
                        + " RETURNING id) INSERT INTO access_log_pending SELECT id FROM kept");
        log.sequence(100);
        assertThat(log.findings())
                .singleElement()
                .asString()
                .startsWith("log-row-foreign access-log:row-14 row 14 says: {\"account\":\"planted\"");
    }

    @Test
    void aRowThatVanishedBeforeItHadAPlaceIsNamed() {
        log.read(1);
        log.tamper("DELETE FROM access_log WHERE id = 14");
        log.sequence(100);
        assertThat(log.findings()).singleElement().asString().startsWith("log-row-removed access-log:row-14");
    }

    @Test
    void oneChangeIsOneFindingAndDoesNotBlameTheTree() {
        log.tamper("UPDATE access_log SET account = 'x' WHERE id = 3");
        round();
        assertThat(log.findings()).hasSize(1);
        log.tamper("UPDATE access_log_leaf SET hash = sha256('x') WHERE position = 6");
        round();
        assertThat(log.findings())
                .filteredOn(found -> found.startsWith("log-node") || found.startsWith("log-row"))
                .hasSize(1);
    }

    @Test
    void aFindingIsClosedWhenTheRowIsAsItWas() {
        log.tamper("UPDATE access_log SET account = 'x' WHERE id = 3");
        round();
        assertThat(log.findings()).hasSize(1);
        log.tamper("UPDATE access_log SET account = 'reader2' WHERE id = 3");
        log.clock.advance(SequenceReads.BETWEEN_HEADS);
        round();
        assertThat(log.findings()).isEmpty();
    }

    @Test
    void aNewHeadThatDoesNotGoOnFromTheOneBeforeIsNamed() {
        log.tamper("UPDATE access_log_head SET root = repeat('cd', 32) WHERE number = 2");
        monitor = log.monitor();
        monitor.step(1);
        assertThat(log.findings()).anyMatch(found -> found.startsWith("log-head-inconsistent access-log:head-2"));
    }

    @Test
    void oneMayNotChangeTheLogWithTheTriggersOn() {
        for (String table : List.of("access_log", "access_log_leaf", "access_log_node", "access_log_head")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> log.database.transact(entities ->
                            entities.createNativeQuery("DELETE FROM " + table).executeUpdate()))
                    .hasMessageContaining("append-only");
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> log.database.transact(
                            entities -> entities.createNativeQuery("TRUNCATE " + table + " CASCADE")
                                    .executeUpdate()))
                    .hasMessageContaining("append-only");
        }
    }
}
