package org.chartseal.domain.ledger;

import java.util.UUID;

/**
 * One access in an emergency.
 *
 * @param value random; says nothing about the person
 */
public record LedgerEmergencyId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
