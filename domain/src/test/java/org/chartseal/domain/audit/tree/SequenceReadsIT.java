package org.chartseal.domain.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.chartseal.domain.ledger.merkle.MerkleTree;
import org.chartseal.domain.ledger.merkle.TreeHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SequenceReadsIT {

    private final TestLog log = new TestLog();

    @AfterEach
    void close() {
        log.close();
    }

    private MerkleTree tree() {
        return log.database.inTransaction(entities -> {
            List<?> leaves = entities.createNativeQuery("SELECT hash FROM access_log_leaf ORDER BY position")
                    .getResultList();
            return MerkleTree.ofLeaves(
                    leaves.stream().map(leaf -> TreeHash.of((byte[]) leaf)).toList());
        });
    }

    @Test
    void everyRowSaysFromWhereAndIsTheLeafAtItsPlace() {
        log.read(5);
        assertThat(log.sequence(3).more()).isTrue();
        assertThat(log.sequence(3).placed()).isEqualTo(2);
        assertThat(log.number("SELECT count(*) FROM access_log WHERE organisation = 'HospitalA'"
                        + " AND origin = '192.0.2.7' AND mark IS NOT NULL"))
                .isEqualTo(5);
        assertThat(log.number("SELECT count(DISTINCT salt) FROM access_log")).isEqualTo(5);
        assertThat(log.number("SELECT count(*) FROM access_log_pending")).isZero();
        log.database.transact(entities -> {
            List<?> rows = entities.createNativeQuery("SELECT f.position," + LogRow.COLUMNS
                            + " FROM access_log_leaf f JOIN access_log l ON l.id = f.row_id ORDER BY f.position")
                    .getResultList();
            for (int i = 0; i < 5; i++) {
                assertThat(LogRow.of((Object[]) rows.get(i), 1).orElseThrow().leaf())
                        .isEqualTo(tree().leaf(i));
            }
        });
        assertThat(log.findings()).isEmpty();
    }

    @Test
    void rootsAndProofsFromTheKeptHashesAreThoseOfTheWholeTree() {
        for (int size = 1; size <= 70; size++) {
            log.read(1);
            log.sequence(10);
            int leaves = size;
            MerkleTree whole = tree();
            log.database.transact(entities -> {
                var proofs = new TreeTables(entities).proofs(leaves);
                assertThat(proofs.root(leaves)).isEqualTo(whole.root());
                for (int i = 0; i < leaves; i += 7) {
                    assertThat(proofs.inclusion(i)).isEqualTo(whole.inclusion(i));
                    assertThat(proofs.consistency(i + 1)).isEqualTo(whole.consistency(i + 1));
                }
            });
        }
        assertThat(log.number("SELECT count(*) FROM access_log_node"))
                .as("one node for each pair of complete subtrees")
                .isEqualTo(70 - Integer.bitCount(70));
    }

    @Test
    void aHeadIsSignedNamedByItsNumberAndWaitsForTheLedger() {
        log.read(3);
        log.sequence(100);
        log.read(2);
        log.sequence(100);
        assertThat(log.number("SELECT count(*) FROM access_log_head"))
                .as("not before it is time")
                .isEqualTo(1);
        log.head();
        log.head();
        log.database.transact(entities -> {
            var heads = new TreeTables(entities).headsFrom(log.seal.log(), 0, 10);
            assertThat(heads).extracting(kept -> kept.head().size()).containsExactly(3, 5);
            assertThat(heads).allMatch(TreeTables.Kept::isWellNamed).allMatch(kept -> log.seal.verifies(kept.signed()));
            assertThat(heads.get(1).head().root()).isEqualTo(tree().root());
            assertThat(LogHead.parse(heads.get(1).head().canonicalText()))
                    .isEqualTo(heads.get(1).head());
        });
        assertThat(log.number("SELECT count(*) FROM ledger_outbox WHERE kind = 'anchor-root' AND subject IN"
                        + " (SELECT CAST(batch AS text) FROM access_log_head)"))
                .isEqualTo(2);
    }

    @Test
    void whoCommitsLateComesLaterAndIsNotLost() throws Exception {
        try (Connection late = log.database.dataSource().getConnection()) {
            late.setAutoCommit(false);
            try (var insert = late.createStatement()) {
                insert.execute("""
                        WITH kept AS (INSERT INTO access_log (entry, at, account, role, patient_id, category, what, purpose,
                            basis, allowed, organisation, origin, salt)
                        VALUES (gen_random_uuid(), now(), 'late', 'doctor', gen_random_uuid(), 'notes', 'chart', 'treatment',
                            'grant', true, '', '', sha256('x')) RETURNING id)
                        INSERT INTO access_log_pending SELECT id FROM kept
                        """);
            }
            log.read(3);
            assertThat(log.sequence(100).placed()).isEqualTo(3);
            late.commit();
        }
        assertThat(log.sequence(100).placed()).isEqualTo(1);
        assertThat(log.number("SELECT f.position FROM access_log_leaf f JOIN access_log l ON l.id = f.row_id"
                        + " WHERE l.account = 'late'"))
                .isEqualTo(3);
        assertThat(log.number("SELECT min(row_id) FROM access_log_leaf WHERE position = 3"))
                .as("its identity is the smallest")
                .isEqualTo(1);
    }

    @Test
    void severalSequencersAtOnceGiveEachRowOnePlace() throws Exception {
        int sequencers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(sequencers + 1);
        try {
            CyclicBarrier together = new CyclicBarrier(sequencers + 1);
            List<Future<?>> running = java.util.stream.IntStream.range(0, sequencers)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        together.await();
                        for (int turn = 0; turn < 60; turn++) {
                            log.sequence(5);
                        }
                        return null;
                    }))
                    .toList();
            together.await();
            log.read(150);
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        log.head();
        assertThat(log.number("SELECT count(*) FROM access_log_leaf")).isEqualTo(150);
        assertThat(log.number("SELECT max(position) FROM access_log_leaf")).isEqualTo(149);
        log.database.transact(entities -> assertThat(new TreeTables(entities)
                        .newestHead(log.seal.log())
                        .orElseThrow()
                        .head()
                        .root())
                .isEqualTo(tree().root()));
    }

    @Test
    void aSequencerThatDiesInTheMiddleLeavesNothingHalfDone() {
        log.read(4);
        assertThatThrownBy(() -> log.database.transact(entities -> {
                    log.sequencer(entities).step(2);
                    log.sequencer(entities).step(2);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(log.number("SELECT count(*) FROM access_log_leaf")).isZero();
        assertThat(log.number("SELECT count(*) FROM access_log_pending")).isEqualTo(4);
        assertThat(log.sequence(100).placed()).isEqualTo(4);
        assertThat(log.number("SELECT max(position) FROM access_log_leaf")).isEqualTo(3);
    }

    @Test
    void aReadThatIsRolledBackLeavesNoPlaceBehind() {
        log.read(1);
        assertThatThrownBy(() -> log.database.transact(entities -> {
                    log.log(entities).keep(TestLog.entry("gone", "chart", log.clock));
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        log.read(1);
        assertThat(log.sequence(100).placed()).isEqualTo(2);
        assertThat(log.number("SELECT max(row_id) FROM access_log_leaf")).isEqualTo(3);
        assertThat(log.number("SELECT max(position) FROM access_log_leaf")).isEqualTo(1);
    }
}
