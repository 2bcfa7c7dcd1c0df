package org.chartseal.domain.projection;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The projection as rows. Every method runs in the caller's transaction. */
final class ProjectionTables {

    /** Names the lock of the one who applies events or rebuilds, among all that use this database. */
    private static final long LOCK = 0x6368617274736562L;

    private static final String CHANNEL = "emr";

    private final EntityManager entities;

    ProjectionTables(EntityManager entities) {
        this.entities = entities;
    }

    /** Is the one until this transaction ends; waits for another one to end. */
    void lock() {
        entities.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(?1)")
                .setParameter(1, LOCK)
                .getSingleResult();
    }

    EventPosition checkPoint() {
        Tuple row = (Tuple) entities.createNativeQuery(
                        "SELECT block, event, transaction_id FROM ledger_check_point WHERE channel = ?1", Tuple.class)
                .setParameter(1, CHANNEL)
                .getSingleResult();
        @Nullable String transaction = row.get("transaction_id", String.class);
        return new EventPosition(
                row.get("block", Number.class).longValue(),
                row.get("event", Number.class).intValue(),
                transaction == null ? "" : transaction);
    }

    void reached(EventPosition position) {
        entities.createNativeQuery("""
                        UPDATE ledger_check_point SET block = ?2, event = ?3, transaction_id = nullif(?4, '')
                        WHERE channel = ?1
                        """)
                .setParameter(1, CHANNEL)
                .setParameter(2, position.block())
                .setParameter(3, position.event())
                .setParameter(4, position.transaction())
                .executeUpdate();
    }

    void anchored(List<String> seals, EventPosition at) {
        entities.createNativeQuery("""
                        INSERT INTO ledger_seal (seal, block, transaction_id, writes)
                        SELECT DISTINCT named, ?2, ?3, 1 FROM unnest(string_to_array(?1, ',')) AS named
                        ON CONFLICT ON CONSTRAINT ledger_seal_pk DO UPDATE SET writes = ledger_seal.writes + 1
                        """)
                .setParameter(1, String.join(",", seals))
                .setParameter(2, at.block())
                .setParameter(3, at.transaction())
                .executeUpdate();
    }

    void practitioner(UUID practitioner, String state, EventPosition at) {
        entities.createNativeQuery("""
                        INSERT INTO ledger_practitioner (id, state, block, transaction_id, changes)
                        VALUES (?1, ?2, ?3, ?4, 1)
                        ON CONFLICT ON CONSTRAINT ledger_practitioner_pk DO UPDATE SET
                          state = excluded.state, block = excluded.block, transaction_id = excluded.transaction_id,
                          changes = ledger_practitioner.changes + 1
                        """)
                .setParameter(1, practitioner)
                .setParameter(2, state)
                .setParameter(3, at.block())
                .setParameter(4, at.transaction())
                .executeUpdate();
    }

    void given(UUID grant, UUID subject, EventPosition at) {
        entities.createNativeQuery("""
                        INSERT INTO ledger_grant (id, subject, given_block, given_transaction, changes)
                        VALUES (?1, ?2, ?3, ?4, 1)
                        """)
                .setParameter(1, grant)
                .setParameter(2, subject)
                .setParameter(3, at.block())
                .setParameter(4, at.transaction())
                .executeUpdate();
    }

    /** A grant ends once: the contract tells a second revocation by no event. */
    void revoked(UUID grant, EventPosition at) {
        int revoked = entities.createNativeQuery("""
                        UPDATE ledger_grant SET revoked_block = ?2, revoked_transaction = ?3, changes = changes + 1
                        WHERE id = ?1 AND revoked_block IS NULL
                        """)
                .setParameter(1, grant)
                .setParameter(2, at.block())
                .setParameter(3, at.transaction())
                .executeUpdate();
        if (revoked != 1) {
            throw new IllegalStateException("the ledger revoked grant " + grant + ", which it does not hold");
        }
    }

    void emergencyOpened(UUID emergency, UUID subject, EventPosition at) {
        entities.createNativeQuery("""
                        INSERT INTO ledger_emergency (id, subject, opened_block, opened_transaction, changes)
                        VALUES (?1, ?2, ?3, ?4, 1)
                        """)
                .setParameter(1, emergency)
                .setParameter(2, subject)
                .setParameter(3, at.block())
                .setParameter(4, at.transaction())
                .executeUpdate();
    }

    void emergencyEnded(UUID emergency, EventPosition at) {
        changeOnce("ended_block", emergency, at);
    }

    void emergencyReviewed(UUID emergency, EventPosition at) {
        changeOnce("reviewed_block", emergency, at);
    }

    /** The contract tells each change of an emergency once. */
    private void changeOnce(String block, UUID emergency, EventPosition at) {
        int changed = entities.createNativeQuery("UPDATE ledger_emergency SET " + block
                        + " = ?2, changes = changes + 1 WHERE id = ?1 AND " + block + " IS NULL")
                .setParameter(1, emergency)
                .setParameter(2, at.block())
                .executeUpdate();
        if (changed != 1) {
            throw new IllegalStateException("the ledger changed emergency " + emergency + ", which it does not hold");
        }
    }

    /** A patient is erased once. */
    void erased(UUID subject, EventPosition at) {
        entities.createNativeQuery("""
                        INSERT INTO ledger_erasure (subject, block, transaction_id) VALUES (?1, ?2, ?3)
                        ON CONFLICT ON CONSTRAINT ledger_erasure_pk DO NOTHING
                        """)
                .setParameter(1, subject)
                .setParameter(2, at.block())
                .setParameter(3, at.transaction())
                .executeUpdate();
    }

    /** Everything goes, the check point too. */
    void drop() {
        for (String table :
                List.of("ledger_seal", "ledger_practitioner", "ledger_grant", "ledger_emergency", "ledger_erasure")) {
            entities.createNativeQuery("DELETE FROM " + table).executeUpdate();
        }
        reached(EventPosition.START);
    }

    Projection summary() {
        Tuple row = (Tuple) entities.createNativeQuery("""
                        SELECT (SELECT count(*) FROM ledger_seal) AS seals,
                               (SELECT count(*) FROM ledger_practitioner) AS practitioners,
                               (SELECT count(*) FROM ledger_grant WHERE revoked_block IS NULL) AS standing,
                               (SELECT count(*) FROM ledger_grant WHERE revoked_block IS NOT NULL) AS revoked
                        """, Tuple.class).getSingleResult();
        EventPosition reached = checkPoint();
        return new Projection(
                reached.isStart() ? Optional.empty() : Optional.of(reached.block()),
                number(row, "seals"),
                number(row, "practitioners"),
                number(row, "standing"),
                number(row, "revoked"));
    }

    private static long number(Tuple row, String column) {
        return row.get(column, Number.class).longValue();
    }
}
