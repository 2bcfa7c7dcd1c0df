package org.chartseal.domain.audit.tree;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.audit.LogSeal;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;

/** Shows an auditor how far the log is placed, covered by heads, anchored and checked. */
@ApplicationScoped
public class LogState {

    private static final String ANCHORED = """
            SELECT coalesce(max(h.size), 0)
              FROM access_log_head h JOIN ledger_outbox o
                ON o.kind = 'anchor-root' AND o.subject = CAST(h.batch AS text) AND o.state = 'anchored'
            """;
    private static final String OPEN = "SELECT count(*) FROM integrity_finding WHERE resolved_at IS NULL";

    private final EntityManager entities;
    private final LogSeal seal;
    private final MonitorAccessLog monitor;

    @Inject
    public LogState(EntityManager entities, LogSeal seal, MonitorAccessLog monitor) {
        this.entities = entities;
        this.seal = seal;
        this.monitor = monitor;
    }

    /**
     * Where the log stands.
     *
     * @param log its name, by which its heads are found on the ledger
     * @param size how many rows have a place
     * @param waiting how many have none yet
     * @param headNumber of the newest head; -1 when there is none
     * @param headSize rows that it covers
     * @param anchored rows that the ledger's newest head covers
     * @param checked when the last round through the whole log had begun
     * @param findings how many findings are open, of seals too
     */
    public record State(
            UUID log,
            long size,
            long waiting,
            long headNumber,
            long headSize,
            Optional<Instant> headAt,
            long anchored,
            Optional<Instant> checked,
            long findings) {}

    /**
     * As it is now.
     *
     * @throws org.chartseal.domain.shared.Refused {@code role-missing}
     */
    @Transactional
    public State now(Actor actor) {
        actor.require(Role.AUDITOR);
        TreeTables tables = new TreeTables(entities);
        Optional<LogHead> head = tables.newestHead(seal.log()).map(TreeTables.Kept::head);
        return new State(
                seal.log(),
                tables.size(),
                count("SELECT count(*) FROM access_log_pending"),
                head.map(LogHead::number).orElse(-1L),
                head.map(newest -> (long) newest.size()).orElse(0L),
                head.map(newest -> newest.anchored().closedAt()),
                count(ANCHORED),
                monitor.checkedUntil(),
                count(OPEN));
    }

    private long count(String sql) {
        return LogRow.number(entities.createNativeQuery(sql).getSingleResult());
    }
}
