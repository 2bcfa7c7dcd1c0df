package org.chartseal.domain.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What an author signs for a record version, beside the commitment to its content. Its canonical JSON text has the members
 * {@code author, commitment, key, previous, record, signedAt, type, version}; {@code previous} is absent for version 1.
 *
 * @param seal record and version
 * @param type what kind of record, for example {@code lab-report}
 * @param author who signed
 * @param key thumbprint of the signing key: SHA-256 of its SubjectPublicKeyInfo, hexadecimal
 * @param signedAt in milliseconds, UTC
 * @param commitment to the content
 * @param previous commitment of the version before; empty for version 1 only
 */
public record SealHeader(
        SealId seal,
        String type,
        LedgerPractitionerId author,
        String key,
        Instant signedAt,
        Commitment commitment,
        Optional<Commitment> previous) {}
