package org.chartseal.domain.projection;

import java.util.Optional;

/**
 * How far the ledger's events are projected, and what they told.
 *
 * @param block of the last event that was applied; none before the first
 * @param seals that the ledger holds
 * @param practitioners that it knows
 * @param standingGrants given and not revoked
 * @param revokedGrants given and revoked
 */
public record Projection(
        Optional<Long> block, long seals, long practitioners, long standingGrants, long revokedGrants) {}
