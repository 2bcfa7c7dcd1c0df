package org.chartseal.domain.audit.tree;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chartseal.domain.ledger.BatchId;
import org.chartseal.domain.ledger.BatchRoot;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.ledger.merkle.CompleteSubtrees;
import org.chartseal.domain.ledger.merkle.GrowingTree.Node;
import org.chartseal.domain.ledger.merkle.TreeHash;
import org.chartseal.domain.ledger.merkle.TreeProofs;
import org.chartseal.domain.shared.Refused;

/** The log's leaves, nodes and heads as the database has them. */
final class TreeTables implements CompleteSubtrees {

    private static final String HEADS = "SELECT number, size, root, at, batch, signature FROM access_log_head ";

    private final EntityManager entities;

    TreeTables(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A head as it is kept.
     *
     * @param head with the batch that is kept, whether it follows from the number or not
     */
    record Kept(LogHead head, String signature) {

        SignedText signed() {
            return new SignedText(head.canonicalText(), signature);
        }

        /** Whether it stands on the ledger under the name that its number demands. */
        boolean isWellNamed() {
            return head.anchored().batch().equals(LogHead.batch(head.log(), head.number()));
        }
    }

    /** A row's place. */
    record Leaf(long position, long row, TreeHash hash) {}

    long size() {
        return LogRow.number(entities.createNativeQuery("SELECT coalesce(max(position) + 1, 0) FROM access_log_leaf")
                .getSingleResult());
    }

    /** Answers from the tables, each hash by the key. */
    TreeProofs proofs(long size) {
        return new TreeProofs(this, size);
    }

    /**
     * The kept hash of a complete subtree.
     *
     * @throws Refused {@code access-tree-incomplete} when it was removed
     */
    @Override
    public TreeHash hash(int level, long index) {
        var query = level == 0
                ? entities.createNativeQuery("SELECT hash FROM access_log_leaf WHERE position = ?1")
                        .setParameter(1, index)
                : entities.createNativeQuery("SELECT hash FROM access_log_node WHERE leaf = ?1 AND level = ?2")
                        .setParameter(1, ((index + 1) << level) - 1)
                        .setParameter(2, level);
        List<?> found = query.getResultList();
        if (found.isEmpty()) {
            throw Refused.because("access-tree-incomplete");
        }
        return LogRow.hash(found.get(0));
    }

    void add(List<Leaf> leaves, List<Node> nodes) {
        entities.createNativeQuery("""
                        INSERT INTO access_log_leaf (position, row_id, hash)
                        SELECT leaf.position, leaf.row_id, decode(leaf.hash, 'hex')
                          FROM unnest(CAST(string_to_array(?1, ',') AS bigint[]), CAST(string_to_array(?2, ',') AS bigint[]),
                                      string_to_array(?3, ',')) AS leaf (position, row_id, hash)
                        """)
                .setParameter(1, joined(leaves, Leaf::position))
                .setParameter(2, joined(leaves, Leaf::row))
                .setParameter(3, joined(leaves, Leaf::hash))
                .executeUpdate();
        entities.createNativeQuery("""
                        INSERT INTO access_log_node (leaf, level, hash)
                        SELECT node.leaf, node.level, decode(node.hash, 'hex')
                          FROM unnest(CAST(string_to_array(?1, ',') AS bigint[]), CAST(string_to_array(?2, ',') AS smallint[]),
                                      string_to_array(?3, ',')) AS node (leaf, level, hash)
                        """)
                .setParameter(1, joined(nodes, Node::leaf))
                .setParameter(2, joined(nodes, Node::level))
                .setParameter(3, joined(nodes, Node::hash))
                .executeUpdate();
    }

    private static <T> String joined(List<T> rows, Function<T, ?> column) {
        return rows.stream().map(column).map(Object::toString).collect(Collectors.joining(","));
    }

    void add(LogHead head, String signature) {
        entities.createNativeQuery("""
                        INSERT INTO access_log_head (number, size, root, at, batch, signature)
                        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                        """)
                .setParameter(1, head.number())
                .setParameter(2, head.size())
                .setParameter(3, head.root().hex())
                .setParameter(4, Timestamp.from(head.anchored().closedAt()))
                .setParameter(5, head.anchored().batch().value())
                .setParameter(6, signature)
                .executeUpdate();
    }

    Optional<Kept> newestHead(UUID log) {
        return heads(log, "ORDER BY number DESC LIMIT 1").stream().findFirst();
    }

    /** The first head, of whatever number, over more leaves than that. */
    Optional<Kept> firstHeadAbove(UUID log, long position) {
        return heads(log, "WHERE size > ?1 ORDER BY size LIMIT 1", position).stream()
                .findFirst();
    }

    /** Heads from that number on. */
    List<Kept> headsFrom(UUID log, long number, int most) {
        return heads(log, "WHERE number >= ?1 ORDER BY number LIMIT ?2", number, most);
    }

    /** Heads over more leaves than the first and no more than the second. */
    List<Kept> headsBetween(UUID log, long above, long upTo) {
        return heads(log, "WHERE size > ?1 AND size <= ?2 ORDER BY size", above, upTo);
    }

    private List<Kept> heads(UUID log, String which, Object... values) {
        var query = entities.createNativeQuery(HEADS + which);
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        List<?> rows = query.getResultList();
        return rows.stream().map(row -> kept(log, (Object[]) row)).toList();
    }

    private static Kept kept(UUID log, Object[] row) {
        BatchRoot root = new BatchRoot(
                new BatchId((UUID) row[4]),
                TreeHash.parse((String) row[2]),
                ((Number) row[1]).intValue(),
                LogRow.moment(row[3]));
        return new Kept(new LogHead(log, LogRow.number(row[0]), root), (String) row[5]);
    }
}
