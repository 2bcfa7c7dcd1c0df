package org.chartseal.domain.ledger;

/** What became of a submitted transaction. */
public sealed interface CommitOutcome {

    /** Whose outcome this is. */
    TransactionId transaction();

    /**
     * In a block and valid.
     *
     * @param block the block's number
     */
    record Committed(TransactionId transaction, long block) implements CommitOutcome {}

    /**
     * In a block but invalid: a concurrent transaction changed what it had read. It wrote nothing; endorse anew.
     *
     * @param code the network's validation code, for example {@code MVCC_READ_CONFLICT}
     */
    record Conflict(TransactionId transaction, long block, String code) implements CommitOutcome {}

    /**
     * Nobody can say yet. Submit the same envelope again until this changes.
     *
     * @param why the network's words, for the log
     */
    record Unknown(TransactionId transaction, String why) implements CommitOutcome {}

    /**
     * The network will never take this envelope (expired certificate, malformed): it wrote nothing and cannot. Endorse anew.
     *
     * @param why the network's words, for the log
     */
    record Rejected(TransactionId transaction, String why) implements CommitOutcome {}
}
