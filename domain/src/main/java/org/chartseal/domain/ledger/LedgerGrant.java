package org.chartseal.domain.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A grant as the ledger holds it.
 *
 * @param statement with {@link GrantStatement}'s members; one of an older version has the scope's as well
 * @param revocation with {@link RevocationStatement}'s members, once revoked
 */
public record LedgerGrant(
        LedgerGrantId grant, SignedText statement, @Nullable SignedText revocation) {}
