package org.chartseal.domain.consent;

import java.time.Instant;
import java.util.Optional;

/**
 * One read of a record, or one refused try, as the patient sees it.
 *
 * @param reader name of the practitioner, if it was one
 * @param role code of the role in which they read
 * @param own whether the patient read it themselves
 * @param what code of what was opened
 * @param basis code of the basis, or of the refusal
 */
public record ReadView(
        Instant at,
        Optional<String> reader,
        String role,
        boolean own,
        String category,
        String what,
        String purpose,
        String basis,
        boolean allowed) {}
