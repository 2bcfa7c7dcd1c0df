package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.records.SealState.Status;
import org.jspecify.annotations.Nullable;

/** Where seals stand, as the database knows it: one query for a page full of badges. */
@ApplicationScoped
public class SealStates {

    private static final String STATES = """
            SELECT o.subject, o.state, o.block, EXISTS (
                     SELECT FROM integrity_finding f WHERE f.seal = o.subject AND f.resolved_at IS NULL) AS broken
            FROM ledger_outbox o WHERE o.kind = 'anchor-seal' AND o.subject IN (?1)
            """;

    private final EntityManager entities;

    @Inject
    public SealStates(EntityManager entities) {
        this.entities = entities;
    }

    /** The state of each of these seals that exists. */
    public Map<SealId, SealState> of(Collection<SealId> seals) {
        Map<SealId, SealState> states = new HashMap<>();
        if (seals.isEmpty()) {
            return states;
        }
        List<?> rows = entities.createNativeQuery(STATES, Tuple.class)
                .setParameter(1, seals.stream().map(SealId::toString).toList())
                .getResultList();
        for (Object row : rows) {
            Tuple tuple = (Tuple) row;
            states.put(SealId.parse(tuple.get("subject", String.class)), state(tuple));
        }
        return states;
    }

    /** The state of this seal, if it exists. */
    public Optional<SealState> of(SealId seal) {
        return Optional.ofNullable(of(List.of(seal)).get(seal));
    }

    private static SealState state(Tuple row) {
        @Nullable Number block = row.get("block", Number.class);
        String state = row.get("state", String.class);
        Status status = state.equals("anchored") ? Status.SEALED : Status.PENDING;
        if (row.get("broken", Boolean.class) || state.equals("refused")) {
            status = Status.BROKEN;
        }
        return new SealState(status, Optional.ofNullable(block).map(Number::longValue));
    }

    /** Whether this seal is still to be written to the ledger, whatever its badge says. */
    boolean isWaiting(SealId seal) {
        return (Boolean)
                entities.createNativeQuery("""
                        SELECT EXISTS (SELECT FROM ledger_outbox
                                       WHERE kind = 'anchor-seal' AND subject = ?1 AND state = 'pending')
                        """).setParameter(1, seal.toString()).getSingleResult();
    }
}
