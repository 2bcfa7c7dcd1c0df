package org.chartseal.domain.ledger;

import java.util.UUID;

/**
 * A practitioner's name on the ledger.
 *
 * @param value random; says nothing about the person
 */
public record LedgerPractitionerId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
