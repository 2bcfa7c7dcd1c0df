package org.chartseal.ledger.contract;

/**
 * Why the contract says no. A refusal's message is the code's name, then, after a space, what it is about: a seal's id, or
 * {@code #n} for the n-th item of a batch that could not be read.
 */
public enum RefusalCode {
    /** The argument is not the canonical JSON that the function takes. */
    ARGUMENT_MALFORMED,
    /** A batch holds one seal at least. */
    BATCH_EMPTY,
    /** A batch holds no more than {@link LedgerNames#MAX_BATCH} seals. */
    BATCH_TOO_LARGE,
    /** One record version stands twice in a batch. */
    SEAL_DUPLICATE,
    /** The header's text is not RFC 8785 canonical JSON. */
    HEADER_NOT_CANONICAL,
    /** The header's members are not what a header has. */
    HEADER_MALFORMED,
    /** The ledger holds another commitment for this record version. */
    SEAL_CONFLICT,
    /** The version before this one is not on the ledger. */
    VERSION_GAP,
    /** The version before this one has another commitment, or a first version names one. */
    PREVIOUS_MISMATCH,
    /** Nobody is registered by that id. */
    PRACTITIONER_UNKNOWN,
    /** That id is registered with another key. */
    PRACTITIONER_EXISTS,
    /** Nobody has stated that the licence was checked. */
    PRACTITIONER_NOT_VERIFIED,
    /** It was signed while the practitioner was suspended. */
    PRACTITIONER_SUSPENDED,
    /** It was signed after the licence had run out. */
    LICENCE_EXPIRED,
    /** A licence runs until some time after the transaction. */
    LICENCE_PERIOD_INVALID,
    /** It was signed later than its transaction, beyond the tolerance for clocks. */
    SIGNED_IN_FUTURE,
    /** The named key is not the one that is registered. */
    KEY_MISMATCH,
    /** The signature does not verify. */
    SIGNATURE_INVALID,
    /** Another organisation is responsible. */
    ORGANISATION_MISMATCH,
    /** Not an ECDSA P-256 key in X.509 form. */
    PUBLIC_KEY_INVALID,
    /** A passkey names a relying party's domain and one to eight of its origins, sorted. */
    PASSKEY_INVALID,
    /** A key that someone gave up does not come back. */
    KEY_USED,
    /** Two different practitioners, neither of them the one whose key is lost, must state that it is. */
    WITNESSES_NOT_TWO,
    /** The two witnesses state different things. */
    WITNESSES_DISAGREE,
    /** Who states that another's key is lost signs that with a passkey. */
    WITNESS_WITHOUT_PASSKEY,
    /** The ledger holds another root for this batch, or the same one by another organisation. */
    ROOT_CONFLICT,
    /** The batch was closed later than its transaction, beyond the tolerance for clocks. */
    CLOSED_IN_FUTURE,
    /** No patient is registered by that pseudonym. */
    SUBJECT_UNKNOWN,
    /** That pseudonym is registered with another key. */
    SUBJECT_EXISTS,
    /** The statement is about another patient's grant. */
    SUBJECT_MISMATCH,
    /** The statement's text is not RFC 8785 canonical JSON. */
    STATEMENT_NOT_CANONICAL,
    /** The statement's members are not what such a statement has. */
    STATEMENT_MALFORMED,
    /** That id is taken by another grant. */
    GRANT_EXISTS,
    /** No grant has that id. */
    GRANT_UNKNOWN,
    /** The grant that the statement names does not let its signer act for the patient, or not now: that grant, and after a colon why. */
    PROXY_INVALID,
    /** The grant was revoked; giving access again takes a new one. */
    GRANT_REVOKED,
    /** A grant ends after it begins. */
    GRANT_PERIOD_INVALID,
    /** Nobody but a proxy is given access for longer than {@link LedgerNames#LONGEST_GRANT}. */
    GRANT_TOO_LONG,
    /** The grant's scope was destroyed; giving access again takes a new one. */
    GRANT_FORGOTTEN,
    /** The grant is neither over nor did the patient ask to have it forgotten. */
    GRANT_HOLDS,
    /** No scope came with the statement, or the ledger holds none. */
    SCOPE_MISSING,
    /** The scope is not the canonical JSON that a scope is. */
    SCOPE_MALFORMED,
    /** The statement's commitment is to another scope. */
    SCOPE_MISMATCH,
    /** Not a purpose that access can be granted for. */
    PURPOSE_UNKNOWN,
    /** Categories are codes, sorted, without repetition; {@code all} stands alone. */
    CATEGORIES_INVALID,
    /** Access in an emergency lasts 1 to {@link LedgerNames#MAX_EMERGENCY_MINUTES} minutes. */
    MINUTES_INVALID,
    /** That id is taken by another access in an emergency. */
    EMERGENCY_EXISTS,
    /** No access in an emergency has that id. */
    EMERGENCY_UNKNOWN,
    /** Only who opened it ends it. */
    OPENER_MISMATCH,
    /** It would end before it was opened. */
    EMERGENCY_END_INVALID,
    /** Nobody reviews what they opened themselves. */
    REVIEWER_IS_OPENER,
    /** Another review stands. */
    EMERGENCY_REVIEWED,
    /** Not an outcome that a review can have. */
    OUTCOME_UNKNOWN,
    /** The patient is erased: nothing new about them is written. */
    SUBJECT_ERASED,
    /** The patient is erased by another receipt. */
    ERASURE_CONFLICT
}
