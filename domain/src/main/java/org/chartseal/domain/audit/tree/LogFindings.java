package org.chartseal.domain.audit.tree;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Keeps for the auditor what is wrong with the log. Every method runs in the caller's transaction. */
final class LogFindings {

    private static final String SUBJECT = "access-log:";

    private final EntityManager entities;

    LogFindings(EntityManager entities) {
        this.entities = entities;
    }

    /** What was found: its code is part of the key of its words, {@code check.<code>}. */
    enum Kind {
        ROW_CHANGED("log-row-changed"),
        ROW_REMOVED("log-row-removed"),
        ROW_FOREIGN("log-row-foreign"),
        ROW_UNPLACED("log-row-unplaced"),
        LEAF_ALTERED("log-leaf-altered"),
        LEAF_REMOVED("log-leaf-removed"),
        NODE_ALTERED("log-node-altered"),
        HEAD_ALTERED("log-head-altered"),
        HEAD_REMOVED("log-head-removed"),
        HEADS_CUT("log-heads-cut"),
        HEAD_INCONSISTENT("log-head-inconsistent"),
        HEAD_UNANCHORED("log-head-unanchored"),
        HEAD_DIFFERS("log-head-differs"),
        SHORTENED("log-shortened");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /**
     * Something that is wrong.
     *
     * @param about a row, a leaf, a node or a head, with its number
     * @param detail what is known of it
     */
    record Wrong(Kind kind, String about, String detail) {

        String subject() {
            return SUBJECT + about;
        }
    }

    /** Keeps what is not open already, and answers how many that were. */
    int keep(Collection<Wrong> found, Instant now) {
        int kept = 0;
        for (Wrong wrong : found) {
            kept += entities.createNativeQuery("""
                            INSERT INTO integrity_finding (found_at, seal, check_failed, detail) VALUES (?1, ?2, ?3, ?4)
                            ON CONFLICT (seal, check_failed) WHERE resolved_at IS NULL DO NOTHING
                            """)
                    .setParameter(1, Timestamp.from(now))
                    .setParameter(2, wrong.subject())
                    .setParameter(3, wrong.kind().code())
                    .setParameter(4, wrong.detail())
                    .executeUpdate();
        }
        return kept;
    }

    /** Closes the findings of those kinds from before the time that are not among what is wrong now. */
    void close(Collection<Kind> kinds, Collection<Wrong> wrong, Instant before, Instant now) {
        List<String> still = wrong.stream()
                .map(each -> each.subject() + " " + each.kind().code())
                .toList();
        entities.createNativeQuery("""
                        UPDATE integrity_finding SET resolved_at = ?1
                        WHERE resolved_at IS NULL AND found_at < ?2 AND check_failed IN (?3)
                          AND seal || ' ' || check_failed <> ALL (string_to_array(?4, chr(10)))
                        """)
                .setParameter(1, Timestamp.from(now))
                .setParameter(2, Timestamp.from(before))
                .setParameter(3, kinds.stream().map(Kind::code).toList())
                .setParameter(4, still.stream().collect(Collectors.joining("\n")))
                .executeUpdate();
    }
}
