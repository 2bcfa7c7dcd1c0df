package org.chartseal.domain.ledger;

import java.util.UUID;

/**
 * One grant of access.
 *
 * @param value random; says nothing about the person
 */
public record LedgerGrantId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
