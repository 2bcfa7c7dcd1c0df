package org.chartseal.domain.audit.tree;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.chartseal.domain.audit.LogSeal;
import org.chartseal.domain.audit.LoggedRead;
import org.chartseal.domain.audit.tree.TreeTables.Kept;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.AnchoredRoot;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Unavailable;

/** Makes the proof of one read, and verifies it on the spot against what the ledger holds. */
@ApplicationScoped
public class ProveRead {

    private static final String ROW = "SELECT f.position, (SELECT o.block FROM access_log_head h JOIN ledger_outbox o"
            + " ON o.kind = 'anchor-root' AND o.subject = CAST(h.batch AS text) WHERE h.size > f.position"
            + " ORDER BY h.size LIMIT 1)," + LogRow.COLUMNS
            + " FROM access_log l LEFT JOIN access_log_leaf f ON f.row_id = l.id WHERE l.entry = ?1";

    private final NewTransaction transaction;
    private final OpenRecord door;
    private final LogSeal seal;
    private final EvidenceLedger ledger;

    @Inject
    public ProveRead(NewTransaction transaction, OpenRecord door, LogSeal seal, EvidenceLedger ledger) {
        this.transaction = transaction;
        this.door = door;
        this.seal = seal;
        this.ledger = ledger;
    }

    /** How far a read is proven. */
    public enum Stage {
        /** It has no place yet. */
        WAITING,
        /** It has a place, and no head covers it yet. */
        PLACED,
        /** A signed head covers it; the ledger does not hold that yet. */
        SIGNED,
        /** As before, and the ledger does not answer now. */
        LEDGER_AWAY,
        /** The ledger holds the head, and everything fits. */
        PROVEN,
        /** Something does not fit. */
        BROKEN
    }

    /**
     * A read and its proof.
     *
     * @param position its place in the log, from 0
     * @param block of the ledger in which the head is
     * @param proof once a head covers it
     */
    public record Proven(
            LoggedRead read, Stage stage, OptionalLong position, OptionalLong block, Optional<ReadProof> proof) {}

    /**
     * The proof of a read: to the patient whose record it was, and to an auditor.
     *
     * @throws NotFound to everyone else, and when there is no such read
     */
    public Proven of(Actor actor, UUID entry) {
        if (!actor.is(Role.AUDITOR)) {
            actor.require(Role.PATIENT);
            door.open(actor, actor.requirePatient(), RecordCategory.DEMOGRAPHICS, "access-log", Optional.empty());
        }
        Proven kept = transaction.call(entities -> kept(entities, entry));
        boolean own =
                actor.patient().filter(kept.read().opened().patient()::equals).isPresent();
        if (!own && !actor.is(Role.AUDITOR)) {
            throw door.strayed(actor, kept.read().opened().patient(), RecordCategory.DEMOGRAPHICS, "access-log", entry);
        }
        return kept.proof().map(proof -> verified(kept, proof)).orElse(kept);
    }

    private Proven kept(EntityManager entities, UUID entry) {
        List<?> rows = entities.createNativeQuery(ROW).setParameter(1, entry).getResultList();
        if (rows.isEmpty()) {
            throw new NotFound("read", entry);
        }
        Object[] columns = (Object[]) rows.get(0);
        LogRow row = LogRow.of(columns, 2).orElseThrow();
        if (columns[0] == null) {
            return new Proven(row.read(), Stage.WAITING, OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
        }
        long position = LogRow.number(columns[0]);
        OptionalLong block = columns[1] == null ? OptionalLong.empty() : OptionalLong.of(LogRow.number(columns[1]));
        TreeTables tables = new TreeTables(entities);
        Optional<Kept> head = tables.firstHeadAbove(seal.log(), position);
        if (head.isEmpty()) {
            return new Proven(row.read(), Stage.PLACED, OptionalLong.of(position), block, Optional.empty());
        }
        Optional<ReadProof> proof = new KeptProofs(tables)
                .inclusion(position, head.get().head().size())
                .map(path -> new ReadProof(
                        row.read().canonicalText(), row.salt(), path, head.get().signed(), seal.publicKey()));
        return new Proven(
                row.read(), proof.isEmpty() ? Stage.BROKEN : Stage.SIGNED, OptionalLong.of(position), block, proof);
    }

    private Proven verified(Proven kept, ReadProof proof) {
        return new Proven(kept.read(), stage(kept, proof), kept.position(), kept.block(), kept.proof());
    }

    private Stage stage(Proven kept, ReadProof proof) {
        if (!seal.verifies(proof.head()) || !proof.proves(proof.stated())) {
            return Stage.BROKEN;
        }
        if (kept.block().isEmpty()) {
            return Stage.SIGNED;
        }
        try {
            Optional<AnchoredRoot> held = ledger.findRoot(proof.stated().batch());
            return held.map(AnchoredRoot::root).filter(proof::proves).isPresent() ? Stage.PROVEN : Stage.BROKEN;
        } catch (Unavailable away) {
            return Stage.LEDGER_AWAY;
        }
    }
}
