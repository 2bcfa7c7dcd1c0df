package org.chartseal.domain.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/**
 * The append-only ledger that holds the evidence. One channel of one network.
 *
 * <p>Writing has two steps so that a crash between them loses nothing and writes nothing twice: {@link #endorse} answers
 * a signed envelope, which the caller keeps durably; {@link #submit} sends that envelope, any number of times.
 *
 * <p>Every method throws {@link Unavailable} when the network does not answer. An outage is never an empty answer.
 */
public interface EvidenceLedger {

    /**
     * Has the contract run the command, and signs the outcome. Nothing is written to the ledger yet.
     *
     * @throws Refused with the contract's code when a rule of the contract says no
     * @throws Unavailable when no endorsement could be had
     */
    SignedEnvelope endorse(LedgerCommand command);

    /**
     * Submits the envelope and waits until its transaction is settled. Submitting the same envelope again is harmless and
     * answers the outcome of the first.
     *
     * @return what became of it; {@link CommitOutcome.Unknown} when the answer did not arrive. Only submitting the same
     *     envelope again settles an unknown outcome; a new endorsement of the same command before that could write twice.
     */
    CommitOutcome submit(SignedEnvelope envelope);

    /** The newest seal that the ledger holds for this record version. */
    Optional<AnchoredSeal> findSeal(SealId seal);

    /** Every write to the key of this record version, newest first. A sound ledger has exactly one. */
    List<AnchoredSeal> sealHistory(SealId seal);

    /** The root that the ledger holds for this batch. */
    Optional<AnchoredRoot> findRoot(BatchId batch);

    /** A practitioner as registered on the ledger. */
    Optional<RegisteredPractitioner> findPractitioner(LedgerPractitionerId practitioner);

    /** A grant as it stands on the ledger, revoked or not. */
    Optional<LedgerGrant> findGrant(LedgerGrantId grant);

    /** The scope of a grant, for the organisations that may see it; empty when there is no such grant or it is forgotten. */
    Optional<GrantScope> findGrantScope(LedgerGrantId grant);

    /** That a patient is erased; empty for everyone else, known to the ledger or not. */
    Optional<LedgerErasure> findErasure(LedgerSubjectId subject);

    /** Whether the contract says that a grant lets someone read. */
    GrantAnswer checkGrant(GrantQuestion question);

    /** How many blocks the chain has; the newest one has the number {@code height - 1}. */
    long height();

    /** Blocks from {@code first} on, at most {@code count}, in order, each as the network answered it. */
    List<LedgerBlock> blocks(long first, int count);

    /** The block that holds this transaction. */
    Optional<LedgerBlock> blockOf(TransactionId transaction);

    /**
     * Events of the contract in blocks after the check point, in ledger order. The stream waits for new blocks; it ends
     * with {@link Unavailable} when the connection is lost, and is opened again from the last check point.
     */
    LedgerEvents events(CheckPoint after);

    /**
     * Gives every block that whoever checks these seals needs, each once: those that hold them, those that hold what the
     * contract knew of their authors, all configurations, and the newest block.
     */
    LedgerProof prove(Collection<AnchoredSeal> seals, LedgerProof.Taker taker);
}
