package org.chartseal.web.care;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.records.SealState;
import org.chartseal.domain.records.SealState.Status;
import org.chartseal.domain.records.SealStates;
import org.jspecify.annotations.Nullable;

/** The states of the seals of a page, asked for once. */
@RequestScoped
public class Badges {

    private static final SealState UNKNOWN = new SealState(Status.PENDING, Optional.empty());

    @Inject
    private SealStates states;

    /** Looks all of them up. */
    @Transactional
    public Shown of(Collection<SealId> seals) {
        return new Shown(states.of(seals));
    }

    /** The badges of a page. */
    public record Shown(Map<SealId, SealState> states) {

        /** Code of the state, as the badge fragment wants it. */
        public String state(SealId seal) {
            return states.getOrDefault(seal, UNKNOWN).status().code();
        }

        /** Block in which it is anchored, if it is. */
        public @Nullable Long block(SealId seal) {
            return states.getOrDefault(seal, UNKNOWN).block().orElse(null);
        }
    }
}
