package org.chartseal.domain.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A patient's statement that a practitioner may read. Its canonical JSON text has the members {@code action} (the text
 * {@code grant}), {@code categories, from, grant, grantee, key, purpose, subject, until}.
 *
 * @param categories what may be read, sorted codes, for example {@code laboratory}; {@code all} alone means everything
 * @param purpose {@code treatment}, {@code claims} or {@code research}
 * @param key thumbprint of the signing key: SHA-256 of its SubjectPublicKeyInfo, hexadecimal
 */
public record GrantStatement(
        LedgerGrantId grant,
        LedgerSubjectId subject,
        LedgerPractitionerId grantee,
        List<String> categories,
        String purpose,
        Instant from,
        Instant until,
        String key) {

    public GrantStatement {
        categories = categories.stream().sorted().toList();
    }
}
