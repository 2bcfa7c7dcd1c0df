package org.chartseal.domain.ledger;

import java.util.UUID;

/**
 * A patient's pseudonym on the ledger: drawn at registration, kept in the hospital's database only.
 *
 * @param value random; says nothing about the person
 */
public record LedgerSubjectId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
