package org.chartseal.domain.audit.tree;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.audit.LogSeal;
import org.chartseal.domain.audit.tree.LogFindings.Kind;
import org.chartseal.domain.audit.tree.LogFindings.Wrong;
import org.chartseal.domain.audit.tree.TreeTables.Kept;
import org.chartseal.domain.ledger.merkle.GrowingTree;
import org.chartseal.domain.ledger.merkle.GrowingTree.Node;
import org.chartseal.domain.ledger.merkle.TreeHash;
import org.jspecify.annotations.Nullable;

/**
 * One way through the whole log, from its first place to the last that there was when it began: computes every leaf from
 * its row and the whole tree from the leaves, and compares both with what is kept.
 */
final class LogRound {

    private static final int MOST_NAMED = 100;

    /** To find a former value takes long; where a whole log was changed, naming the rows comes first. */
    private static final int MOST_SOUGHT = 100;

    private static final String LEAVES = "SELECT f.position, f.row_id, f.hash," + LogRow.COLUMNS + """
            , EXISTS (SELECT FROM erased_log_row r JOIN erasures_in_force() e ON e.id = r.erasure_id WHERE r.row_id = f.row_id)
            FROM access_log_leaf f LEFT JOIN access_log l ON l.id = f.row_id
            WHERE f.position >= ?1 AND f.position < ?2 ORDER BY f.position
            """;
    private static final String NODES = "SELECT leaf, level, hash FROM access_log_node WHERE leaf >= ?1 AND leaf < ?2";
    private static final String UNPLACED = "SELECT 0," + LogRow.COLUMNS + """
            FROM access_log l WHERE l.id > ?1 AND l.id <= ?2
              AND NOT EXISTS (SELECT 1 FROM access_log_leaf f WHERE f.row_id = l.id AND f.row_id > ?1 AND f.row_id <= ?2)
              AND NOT EXISTS (SELECT 1 FROM access_log_pending p WHERE p.row_id = l.id)
            """;
    private static final String ROW_AFTER = "SELECT id FROM access_log WHERE id > ?1 ORDER BY id OFFSET ?2 LIMIT 1";

    private final LogSeal seal;
    private final Instant begun;
    private final long target;
    private final List<Wrong> wrong = new ArrayList<>();
    private @Nullable GrowingTree tree = GrowingTree.empty();
    private long position;
    private long row = Long.MIN_VALUE;
    private boolean rowsDone;
    private long headNumber;
    private long firstHeadSize;
    private int formerSought;

    LogRound(LogSeal seal, long target, Instant begun) {
        this.seal = seal;
        this.target = target;
        this.begun = begun;
    }

    Instant begun() {
        return begun;
    }

    /** All that was found so far. */
    List<Wrong> wrong() {
        return List.copyOf(wrong);
    }

    boolean isDone() {
        return position >= target && rowsDone;
    }

    /** How many steps of so many places the whole round takes. */
    long steps(int most) {
        return target / most + 1;
    }

    /** Checks the next places and rows, and answers what is wrong among them. */
    List<Wrong> next(EntityManager entities, int most) {
        int before = wrong.size();
        if (position < target) {
            places(entities, Math.min(target, position + most));
        }
        if (!rowsDone) {
            rows(entities, most);
        }
        return List.copyOf(wrong.subList(before, wrong.size()));
    }

    /** The newest places alone, without the tree. */
    static List<Wrong> newest(EntityManager entities, LogSeal seal, long size, int most) {
        LogRound check = new LogRound(seal, size, Instant.EPOCH);
        check.tree = null;
        check.position = Math.max(0, size - most);
        check.leaves(entities, size);
        return check.wrong();
    }

    private void leaves(EntityManager entities, long end) {
        TreeTables tables = new TreeTables(entities);
        firstHeadSize = firstHeadSize(tables);
        for (Object each : list(entities, LEAVES, position, end)) {
            leaf((Object[]) each, entities, tables);
        }
        missing(end);
    }

    /** Before the first head there were no marks; as long as there is no head, any row may be from then. */
    private long firstHeadSize(TreeTables tables) {
        return tables.headsFrom(seal.log(), 0, 1).stream()
                .map(kept -> (long) kept.head().size())
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private void places(EntityManager entities, long end) {
        TreeTables tables = new TreeTables(entities);
        firstHeadSize = firstHeadSize(tables);
        Map<String, TreeHash> nodes = new HashMap<>();
        for (Object each : list(entities, NODES, position, end)) {
            Object[] node = (Object[]) each;
            nodes.put(node[0] + "-" + node[1], LogRow.hash(node[2]));
        }
        Iterator<Kept> heads = tables.headsBetween(seal.log(), position, end).iterator();
        Kept head = nextHead(heads);
        for (Object each : list(entities, LEAVES, position, end)) {
            TreeHash hash = leaf((Object[]) each, entities, tables);
            grow(hash, nodes);
            while (head != null && head.head().size() <= position) {
                head(head);
                head = nextHead(heads);
            }
        }
        missing(end);
        while (head != null) {
            head(head);
            head = nextHead(heads);
        }
    }

    private static @Nullable Kept nextHead(Iterator<Kept> heads) {
        return heads.hasNext() ? heads.next() : null;
    }

    private static List<?> list(EntityManager entities, String sql, long from, long to) {
        return entities.createNativeQuery(sql)
                .setParameter(1, from)
                .setParameter(2, to)
                .getResultList();
    }

    /** Checks one place, and answers the leaf that belongs there as far as that can be told. */
    private TreeHash leaf(Object[] columns, EntityManager entities, TreeTables tables) {
        missing(LogRow.number(columns[0]));
        TreeHash kept = LogRow.hash(columns[2]);
        long here = position;
        position++;
        Optional<LogRow> found = LogRow.of(columns, 3);
        if (found.isEmpty() && Boolean.TRUE.equals(columns[columns.length - 1])) {
            return kept;
        }
        if (found.isEmpty()) {
            wrong.add(new Wrong(
                    Kind.ROW_REMOVED, "row-" + columns[1], "row " + columns[1] + " at position " + here + " is gone"));
            return kept;
        }
        LogRow now = found.get();
        TreeHash computed = now.leaf();
        if (!computed.equals(kept)) {
            if (belongs(computed, here, tables)) {
                wrong.add(new Wrong(
                        Kind.LEAF_ALTERED, "leaf-" + here, "the hash kept at position " + here + "; " + now.told()));
                return computed;
            }
            String former = formerSought++ < MOST_SOUGHT ? new FormerValue(entities).told(now, kept) : "";
            wrong.add(new Wrong(Kind.ROW_CHANGED, "row-" + now.id(), former + "position " + here + ", " + now.told()));
        } else if (!now.isOwn(seal, here < firstHeadSize)) {
            wrong.add(new Wrong(Kind.ROW_FOREIGN, "row-" + now.id(), now.told()));
        }
        return kept;
    }

    /** Whether a signed head says that this is the leaf at that place. */
    private boolean belongs(TreeHash leaf, long here, TreeTables tables) {
        return tables.firstHeadAbove(seal.log(), here)
                .filter(head -> seal.verifies(head.signed()))
                .map(Kept::head)
                .filter(head -> new KeptProofs(tables)
                        .inclusion(here, head.size())
                        .map(proof -> proof.proves(leaf, head.root()))
                        .orElse(false))
                .isPresent();
    }

    /** Names the places from where this round is to before that one, which is where the next leaf was found. */
    private void missing(long next) {
        if (position >= next) {
            return;
        }
        tree = null;
        for (long gone = position; gone < next && gone < position + MOST_NAMED; gone++) {
            wrong.add(new Wrong(Kind.LEAF_REMOVED, "leaf-" + gone, "nothing stands at position " + gone));
        }
        position = next;
    }

    private void grow(TreeHash leaf, Map<String, TreeHash> nodes) {
        if (tree == null) {
            return;
        }
        for (Node node : tree.add(leaf)) {
            String name = node.leaf() + "-" + node.level();
            TreeHash kept = nodes.get(name);
            if (kept == null || !kept.equals(node.hash())) {
                long first = node.leaf() + 1 - (1L << node.level());
                wrong.add(new Wrong(
                        Kind.NODE_ALTERED,
                        "node-" + name,
                        "the hash over positions " + first + " to " + node.leaf()
                                + (kept == null ? " is gone" : " is another")));
            }
        }
    }

    /** Checks a head over as many leaves as this round has seen. */
    private void head(Kept kept) {
        LogHead head = kept.head();
        for (long gone = headNumber; gone < head.number() && gone < headNumber + MOST_NAMED; gone++) {
            wrong.add(new Wrong(Kind.HEAD_REMOVED, "head-" + gone, "there is no head " + gone));
        }
        headNumber = head.number() + 1;
        boolean root = tree == null || tree.size() != head.size() || tree.root().equals(head.root());
        if (!root || !kept.isWellNamed() || !seal.verifies(kept.signed())) {
            wrong.add(new Wrong(
                    Kind.HEAD_ALTERED,
                    "head-" + head.number(),
                    "head " + head.number() + " over " + head.size() + " rows "
                            + (root ? "is not as it was signed" : "does not fit the rows")));
        }
    }

    /** Looks for rows that have no place and do not wait for one. */
    private void rows(EntityManager entities, int most) {
        List<?> after = entities.createNativeQuery(ROW_AFTER)
                .setParameter(1, row)
                .setParameter(2, most)
                .getResultList();
        long end = after.isEmpty() ? Long.MAX_VALUE : LogRow.number(after.get(0));
        for (Object each : list(entities, UNPLACED, row, end)) {
            LogRow stray = LogRow.of((Object[]) each, 1).orElseThrow();
            wrong.add(new Wrong(Kind.ROW_UNPLACED, "row-" + stray.id(), "came in beside the portal; " + stray.told()));
        }
        row = end;
        rowsDone = after.isEmpty();
    }
}
