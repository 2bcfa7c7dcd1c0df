package org.chartseal.domain.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether a grant lets someone read.
 *
 * @param category code of what is to be read
 * @param purpose code of why
 * @param at the moment of the reading; cut to milliseconds
 * @param record what is to be read, when it is one record
 */
public record GrantQuestion(
        LedgerGrantId grant,
        GrantTerms.Grantee grantee,
        String category,
        String purpose,
        Instant at,
        Optional<UUID> record) {}
