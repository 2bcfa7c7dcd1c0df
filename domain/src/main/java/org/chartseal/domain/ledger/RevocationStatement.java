package org.chartseal.domain.ledger;

import java.time.Instant;

/**
 * A patient's statement that a grant ends. Its canonical JSON text has the members {@code action} (the text
 * {@code revoke}), {@code grant, key, revokedAt, subject}.
 *
 * @param key thumbprint of the signing key: SHA-256 of its SubjectPublicKeyInfo, hexadecimal
 */
public record RevocationStatement(LedgerGrantId grant, LedgerSubjectId subject, Instant revokedAt, String key) {}
