package org.chartseal.domain.consent;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Whether an actor may read or write, and why. */
public sealed interface AccessDecision {

    /**
     * The actor may.
     *
     * @param basis on which
     * @param basisId the grant, request, record or emergency that it rests on
     * @param until when that ends, exclusive; nothing when it does not end by itself
     */
    record Allowed(Basis basis, Optional<UUID> basisId, Optional<Instant> until) implements AccessDecision {

        /** A permission that comes with who the actor is, and rests on nothing further. */
        static Allowed by(Basis basis) {
            return new Allowed(basis, Optional.empty(), Optional.empty());
        }
    }

    /**
     * The actor may not.
     *
     * @param code the rule that says no, for example {@code access-not-granted}
     */
    record Denied(String code) implements AccessDecision {}

    /** On what a permission rests. */
    enum Basis {
        /** The patient reads their own record. */
        SELF("self"),
        /** The actor signed this very record, asked for it, or is whom this very visit is to. */
        AUTHOR("author"),
        /** The grant that came with the booking of a visit to the actor. */
        APPOINTMENT("appointment"),
        /** A grant of the patient. */
        GRANT("grant"),
        /** The patient let a person act for them. */
        PROXY("proxy"),
        /** An emergency that the actor declared. */
        EMERGENCY("emergency"),
        /** The laboratory works on a request for this patient. */
        LABORATORY("laboratory"),
        /** Reception needs demographics and appointments for its work. */
        RECEPTION("reception"),
        /** An auditor checks seals; no clinical content is shown. */
        AUDIT("audit"),
        /** An auditor looks at what was changed in a record that does not verify. */
        INTEGRITY("integrity");

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
