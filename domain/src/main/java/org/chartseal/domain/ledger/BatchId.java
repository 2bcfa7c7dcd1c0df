package org.chartseal.domain.ledger;

import java.util.UUID;

/**
 * A batch of data that is anchored by one root.
 *
 * @param value random; says nothing about the people in it
 */
public record BatchId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
