package org.chartseal.domain.erasure;

import java.util.UUID;

/** Names a legal hold. */
public record HoldId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
