package org.chartseal.domain.consent;

import java.util.Optional;
import java.util.UUID;

/** Whether an actor may read, and why. */
public sealed interface AccessDecision {

    /**
     * The actor may read.
     *
     * @param basis on which
     * @param basisId the grant or request that it rests on
     */
    record Allowed(Basis basis, Optional<UUID> basisId) implements AccessDecision {}

    /**
     * The actor may not read.
     *
     * @param code the rule that says no, for example {@code access-not-granted}
     */
    record Denied(String code) implements AccessDecision {}

    /** On what a permission rests. */
    enum Basis {
        /** The patient reads their own record. */
        SELF("self"),
        /** A grant of the patient. */
        GRANT("grant"),
        /** The practitioner opened the record in an emergency. */
        EMERGENCY("emergency"),
        /** The laboratory works on a request for this patient. */
        LABORATORY("laboratory"),
        /** Reception needs demographics and appointments for its work. */
        RECEPTION("reception"),
        /** An auditor checks seals; no clinical content is shown. */
        AUDIT("audit");

        private final String code;

        Basis(String code) {
            this.code = code;
        }

        /** As it stands in the log and in message keys. */
        public String code() {
            return code;
        }
    }
}
