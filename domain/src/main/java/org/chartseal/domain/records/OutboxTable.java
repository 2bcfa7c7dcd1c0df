package org.chartseal.domain.records;

import static java.util.stream.Collectors.joining;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.chartseal.domain.ledger.OutboxMessage;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.ledger.TransactionId;
import org.jspecify.annotations.Nullable;

/** The outbox and the transactions made of it, as rows. Every method runs in the caller's transaction. */
final class OutboxTable {

    /** Names the lock of the one worker among all that use this database. */
    private static final long LOCK = 0x6368617274736561L;

    private final EntityManager entities;

    OutboxTable(EntityManager entities) {
        this.entities = entities;
    }

    /** Tries to be the one worker until this transaction ends. */
    boolean lock() {
        boolean locked = (Boolean) entities.createNativeQuery("SELECT pg_try_advisory_xact_lock(?1)")
                .setParameter(1, LOCK)
                .getSingleResult();
        if (locked) {
            letGoOfThePast();
        }
        return locked;
    }

    /**
     * The transaction of the lock stays open for long. As long as the answer to a query is its last statement, PostgreSQL
     * keeps for it every row as it was, so that looking for what waits becomes slower with each message that was sent. A
     * statement that looks at no row ends that.
     */
    private void letGoOfThePast() {
        entities.createNativeQuery("SET LOCAL application_name = 'chartseal-outbox'")
                .executeUpdate();
    }

    /** The first messages that wait and are part of no transaction, in order, without those that are known already. */
    List<OutboxRow> waiting(int most, Instant now, List<OutboxRow> known) {
        walkInOrder();
        List<?> rows = entities.createNativeQuery("""
                        SELECT id, kind, subject, CAST(payload AS text) AS payload, attempts, created_at,
                               coalesce(not_before <= ?1, true) AS ready
                        FROM ledger_outbox
                        WHERE state = 'pending' AND transaction_id IS NULL
                          AND id NOT IN (SELECT unnest(CAST(?2 AS bigint[])))
                        ORDER BY id
                        """, Tuple.class)
                .setParameter(1, Timestamp.from(now))
                .setParameter(2, ids(known))
                .setMaxResults(most)
                .getResultList();
        return rows.stream().map(row -> row((Tuple) row)).toList();
    }

    /**
     * A backlog grows faster than PostgreSQL's statistics, and whoever expects a few messages sorts all of them for each look
     * at the first ones. Without sorting, the index of what waits is walked from its beginning.
     */
    private void walkInOrder() {
        entities.createNativeQuery("SET LOCAL enable_sort = off").executeUpdate();
    }

    private static OutboxRow row(Tuple row) {
        return OutboxRow.of(
                row.get("id", Number.class).longValue(),
                new OutboxMessage(
                        row.get("kind", String.class),
                        row.get("subject", String.class),
                        row.get("payload", String.class)),
                row.get("attempts", Number.class).intValue(),
                row.get("ready", Boolean.class),
                row.get("created_at", Instant.class));
    }

    /** As an array of PostgreSQL: one text for every number of them. */
    private static String ids(List<OutboxRow> rows) {
        return rows.stream().map(row -> Long.toString(row.id())).collect(joining(",", "{", "}"));
    }

    /**
     * Keeps the endorsed transaction and makes it the one that these messages go with.
     *
     * @throws IllegalStateException when another transaction has one of them: the caller rolls back and submits nothing
     */
    void claim(List<OutboxRow> rows, SignedEnvelope envelope, Instant now) {
        entities.createNativeQuery("""
                        INSERT INTO anchor_transaction (transaction_id, envelope, endorsed_at, state)
                        VALUES (?1, ?2, ?3, 'endorsed')
                        """)
                .setParameter(1, envelope.transaction().hex())
                .setParameter(2, envelope.bytes())
                .setParameter(3, Timestamp.from(now))
                .executeUpdate();
        int claimed = entities.createNativeQuery("""
                        UPDATE ledger_outbox SET transaction_id = ?1
                        WHERE id = ANY (CAST(?2 AS bigint[])) AND state = 'pending' AND transaction_id IS NULL
                        """)
                .setParameter(1, envelope.transaction().hex())
                .setParameter(2, ids(rows))
                .executeUpdate();
        if (claimed != rows.size()) {
            throw new IllegalStateException("another worker took " + (rows.size() - claimed) + " messages");
        }
    }

    /** Transactions whose outcome is not known, oldest first. */
    List<SignedEnvelope> unsettled() {
        List<?> rows = entities.createNativeQuery("""
                        SELECT transaction_id, envelope FROM anchor_transaction WHERE state = 'endorsed'
                        ORDER BY endorsed_at, transaction_id
                        """, Tuple.class).getResultList();
        return rows.stream()
                .map(row -> (Tuple) row)
                .map(row -> new SignedEnvelope(
                        new TransactionId(row.get("transaction_id", String.class)), row.get("envelope", byte[].class)))
                .toList();
    }

    /** The transaction is in that block, and its messages with it. Answers what they were about. */
    List<String> committed(TransactionId transaction, long block, Instant now) {
        settle(transaction, "committed", block, now);
        List<?> subjects = entities.createNativeQuery("""
                        UPDATE ledger_outbox SET state = 'anchored', block = ?2, anchored_at = ?3
                        WHERE transaction_id = ?1 AND state = 'pending' RETURNING subject
                        """)
                .setParameter(1, transaction.hex())
                .setParameter(2, block)
                .setParameter(3, Timestamp.from(now))
                .getResultList();
        List<String> anchored = subjects.stream().map(String::valueOf).toList();
        new IntegrityFindings(entities).resolve(anchored, List.of(SealCheck.LEDGER_HOLDS_IT.code()), now);
        return anchored;
    }

    /** The transaction wrote nothing and never will: its messages can go with another. */
    void freed(TransactionId transaction, String state, Instant now, Instant notBefore) {
        settle(transaction, state, null, now);
        entities.createNativeQuery("""
                        UPDATE ledger_outbox SET transaction_id = NULL, attempts = attempts + 1, not_before = ?2
                        WHERE transaction_id = ?1 AND state = 'pending'
                        """)
                .setParameter(1, transaction.hex())
                .setParameter(2, Timestamp.from(notBefore))
                .executeUpdate();
    }

    private void settle(TransactionId transaction, String state, @Nullable Long block, Instant now) {
        entities.createNativeQuery("""
                        UPDATE anchor_transaction SET state = ?2, block = CAST(?3 AS bigint), settled_at = ?4
                        WHERE transaction_id = ?1 AND state = 'endorsed'
                        """)
                .setParameter(1, transaction.hex())
                .setParameter(2, state)
                .setParameter(3, block == null ? null : String.valueOf(block))
                .setParameter(4, Timestamp.from(now))
                .executeUpdate();
    }

    /** The contract does not take the message yet. */
    void postponed(OutboxRow row, Instant notBefore) {
        entities.createNativeQuery("UPDATE ledger_outbox SET attempts = attempts + 1, not_before = ?2 WHERE id = ?1")
                .setParameter(1, row.id())
                .setParameter(2, Timestamp.from(notBefore))
                .executeUpdate();
    }

    /** The contract never takes the message. */
    void refused(OutboxRow row, String code, Instant now) {
        entities.createNativeQuery("UPDATE ledger_outbox SET state = 'refused', refusal = ?2 WHERE id = ?1")
                .setParameter(1, row.id())
                .setParameter(2, code)
                .executeUpdate();
        report(row, code, now);
    }

    /** Keeps a refusal as a finding. */
    void report(OutboxRow row, String code, Instant now) {
        new IntegrityFindings(entities).report(row.message().subject(), SealCheck.LEDGER_HOLDS_IT.code(), code, now);
    }
}
