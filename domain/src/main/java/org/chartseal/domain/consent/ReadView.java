package org.chartseal.domain.consent;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One read of a record, or one refused try, as the patient sees it.
 *
 * @param entry names the read
 * @param reader name of the practitioner, or of who acts for the patient, if it was one
 * @param role code of the role in which they read
 * @param own whether the patient read it themselves
 * @param what code of what was opened
 * @param basis code of the basis, or of the refusal
 * @param from address of the client from which it was read
 */
public record ReadView(
        UUID entry,
        Instant at,
        Optional<String> reader,
        String role,
        boolean own,
        String category,
        String what,
        String purpose,
        String basis,
        boolean allowed,
        String organisation,
        String from,
        Context context) {

    /**
     * What stands round a read.
     *
     * @param recordAt when the record that was opened was first signed
     * @param recordName what that record is called, where it has a name
     * @param visitAt the visit for which access was given
     * @param unusual why it stands out
     * @param question what the patient asked the hospital about it
     */
    public record Context(
            Optional<Instant> recordAt,
            Optional<String> recordName,
            Optional<Instant> visitAt,
            Set<UnusualRead> unusual,
            Optional<String> question,
            Optional<String> answer,
            Optional<Instant> answeredAt) {

        /** Nothing was looked for. */
        public static final Context NONE = new Context(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        public Context {
            unusual = Set.copyOf(unusual);
        }
    }
}
