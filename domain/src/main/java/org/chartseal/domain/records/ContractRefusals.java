package org.chartseal.domain.records;

import java.util.Set;

/** What the contract's refusals mean for a message that waits. */
final class ContractRefusals {

    /** Nothing will ever lift them: what the ledger holds, or what was signed, contradicts the message. */
    private static final Set<String> FINAL = Set.of(
            "SEAL_CONFLICT",
            "ROOT_CONFLICT",
            "PREVIOUS_MISMATCH",
            "KEY_MISMATCH",
            "SIGNATURE_INVALID",
            "LICENCE_EXPIRED",
            "LICENCE_PERIOD_INVALID",
            "PRACTITIONER_SUSPENDED",
            "PRACTITIONER_EXISTS",
            "SUBJECT_EXISTS",
            "KEY_USED",
            "PASSKEY_INVALID",
            "SUBJECT_MISMATCH",
            "GRANT_EXISTS",
            "GRANT_REVOKED",
            "GRANT_FORGOTTEN",
            "GRANT_PERIOD_INVALID",
            "GRANT_TOO_LONG",
            "SCOPE_MALFORMED",
            "SCOPE_MISMATCH",
            "MINUTES_INVALID",
            "EMERGENCY_EXISTS",
            "OPENER_MISMATCH",
            "EMERGENCY_END_INVALID",
            "REVIEWER_IS_OPENER",
            "EMERGENCY_REVIEWED",
            "OUTCOME_UNKNOWN",
            "SUBJECT_ERASED",
            "ERASURE_CONFLICT");

    /** Expected while something else is still on its way to the ledger. */
    private static final Set<String> NOT_YET = Set.of(
            "PRACTITIONER_UNKNOWN",
            "PRACTITIONER_NOT_VERIFIED",
            "SUBJECT_UNKNOWN",
            "GRANT_UNKNOWN",
            "EMERGENCY_UNKNOWN",
            "VERSION_GAP",
            "SIGNED_IN_FUTURE",
            "CLOSED_IN_FUTURE");

    private ContractRefusals() {}

    static boolean isFinal(String code) {
        return FINAL.contains(code);
    }

    static boolean isExpected(String code) {
        return NOT_YET.contains(code);
    }
}
