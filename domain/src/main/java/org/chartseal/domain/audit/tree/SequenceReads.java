package org.chartseal.domain.audit.tree;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chartseal.domain.audit.LogSeal;
import org.chartseal.domain.audit.tree.LogFindings.Kind;
import org.chartseal.domain.audit.tree.LogFindings.Wrong;
import org.chartseal.domain.audit.tree.TreeTables.Kept;
import org.chartseal.domain.audit.tree.TreeTables.Leaf;
import org.chartseal.domain.ledger.LedgerCommand.AnchorRoot;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.merkle.GrowingTree;
import org.chartseal.domain.ledger.merkle.GrowingTree.Node;

/**
 * Gives committed rows of the access log their places, one after the other without gaps, and makes heads over them. Only
 * one does so at a time, whoever calls; a row that commits late comes later.
 */
@ApplicationScoped
public class SequenceReads {

    /** So long after a head the next is made, if there are new rows: well within the minute that is promised. */
    public static final Duration BETWEEN_HEADS = Duration.ofSeconds(30);

    /** Any number, as long as nobody else locks by it: "access" in ASCII. */
    private static final long LOCK = 0x616363657373L;

    private static final String WAITING = "SELECT p.row_id," + LogRow.COLUMNS + """
            FROM access_log_pending p LEFT JOIN access_log l ON l.id = p.row_id ORDER BY p.row_id LIMIT ?1
            """;
    private static final String PLACED =
            "DELETE FROM access_log_pending WHERE row_id = ANY (CAST(string_to_array(?1, ',') AS bigint[]))";

    private final EntityManager entities;
    private final LogSeal seal;
    private final LedgerOutbox outbox;
    private final Clock clock;

    @Inject
    public SequenceReads(EntityManager entities, LogSeal seal, LedgerOutbox outbox, Clock clock) {
        this.entities = entities;
        this.seal = seal;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What one step did.
     *
     * @param placed how many rows have a place now
     * @param more whether more were waiting
     */
    public record Progress(int placed, boolean more) {}

    /** When the newest head was made. */
    @Transactional
    public Optional<Instant> newestHead() {
        return new TreeTables(entities)
                .newestHead(seal.log())
                .map(kept -> kept.head().anchored().closedAt());
    }

    /** Places the next rows and makes a head when it is time; does nothing while another does it. A timer calls it. */
    @Transactional
    public Progress step(int most) {
        Object mine = entities.createNativeQuery("SELECT pg_try_advisory_xact_lock(?1)")
                .setParameter(1, LOCK)
                .getSingleResult();
        if (!Boolean.TRUE.equals(mine)) {
            return new Progress(0, false);
        }
        TreeTables tables = new TreeTables(entities);
        Optional<Kept> newest = tables.newestHead(seal.log());
        GrowingTree tree = GrowingTree.from(tables.size(), tables);
        List<?> waiting =
                entities.createNativeQuery(WAITING).setParameter(1, most).getResultList();
        if (!waiting.isEmpty()) {
            place(waiting, tree, tables, newest.isEmpty());
        }
        boolean more = waiting.size() == most;
        if (!more) {
            makeHead(tree, tables, newest);
        }
        return new Progress(waiting.size(), more);
    }

    /**
     * Places the rows.
     *
     * @param early whether there is no head yet: before the first, rows are from before there were marks
     */
    private void place(List<?> waiting, GrowingTree tree, TreeTables tables, boolean early) {
        List<Leaf> leaves = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        List<Wrong> wrong = new ArrayList<>();
        for (Object each : waiting) {
            Object[] columns = (Object[]) each;
            Optional<LogRow> found = LogRow.of(columns, 1);
            if (found.isEmpty()) {
                wrong.add(new Wrong(
                        Kind.ROW_REMOVED, "row-" + columns[0], "row " + columns[0] + " is gone; it had no place yet"));
                continue;
            }
            LogRow row = found.get();
            if (!row.isOwn(seal, early)) {
                wrong.add(new Wrong(Kind.ROW_FOREIGN, "row-" + row.id(), row.told()));
            }
            leaves.add(new Leaf(tree.size(), row.id(), row.leaf()));
            nodes.addAll(tree.add(row.leaf()));
        }
        tables.add(leaves, nodes);
        new LogFindings(entities).keep(wrong, clock.instant());
        entities.createNativeQuery(PLACED)
                .setParameter(
                        1,
                        waiting.stream()
                                .map(each -> String.valueOf(((Object[]) each)[0]))
                                .collect(Collectors.joining(",")))
                .executeUpdate();
    }

    private void makeHead(GrowingTree tree, TreeTables tables, Optional<Kept> newest) {
        Instant now = clock.instant();
        long covered = newest.map(kept -> (long) kept.head().size()).orElse(0L);
        boolean due = newest.map(kept -> kept.head().anchored().closedAt())
                .map(last -> !now.isBefore(last.plus(BETWEEN_HEADS)))
                .orElse(true);
        if (tree.size() <= covered || !due) {
            return;
        }
        long number = newest.map(kept -> kept.head().number() + 1).orElse(0L);
        LogHead head = LogHead.of(seal.log(), number, tree.root(), Math.toIntExact(tree.size()), now);
        tables.add(head, seal.sign(head.canonicalText()).signature());
        outbox.add(new AnchorRoot(head.anchored()));
    }
}
