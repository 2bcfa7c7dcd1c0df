package org.chartseal.domain.ledger;

import java.util.Optional;

/**
 * What the contract says of a grant.
 *
 * @param reason why the grant does not hold, a code of the contract; empty when it holds
 */
public record GrantAnswer(Optional<String> reason) {

    /** Whether the grant lets that be read. */
    public boolean holds() {
        return reason.isEmpty();
    }
}
