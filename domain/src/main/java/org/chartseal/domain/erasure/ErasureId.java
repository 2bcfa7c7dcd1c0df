package org.chartseal.domain.erasure;

import java.util.UUID;

/** Names a request to be erased, and what became of it. */
public record ErasureId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
