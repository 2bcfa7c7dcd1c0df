package org.chartseal.bench;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.chartseal.domain.ledger.AnchoredRoot;
import org.chartseal.domain.ledger.AnchoredSeal;
import org.chartseal.domain.ledger.BatchId;
import org.chartseal.domain.ledger.CheckPoint;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.GrantAnswer;
import org.chartseal.domain.ledger.GrantQuestion;
import org.chartseal.domain.ledger.GrantScope;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerErasure;
import org.chartseal.domain.ledger.LedgerEvents;
import org.chartseal.domain.ledger.LedgerGrant;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.LedgerPractitionerId;
import org.chartseal.domain.ledger.LedgerProof;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.RegisteredPractitioner;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.ledger.TransactionId;

/** The ledger, and word of each seal, by its text, and each root, by its batch, whose transaction is committed. */
final class WatchedLedger implements EvidenceLedger {

    private final EvidenceLedger ledger;
    private final Consumer<String> committed;
    private final Map<TransactionId, List<String>> onTheirWay = new ConcurrentHashMap<>();
    private final Set<Long> blocks = ConcurrentHashMap.newKeySet();
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    WatchedLedger(EvidenceLedger ledger, Consumer<String> committed) {
        this.ledger = ledger;
        this.committed = committed;
    }

    long transactions() {
        return transactions.get();
    }

    /** Submissions that were not committed at the first try. */
    long failures() {
        return failures.get();
    }

    int blocks() {
        return blocks.size();
    }

    @Override
    public SignedEnvelope endorse(LedgerCommand command) {
        SignedEnvelope envelope = ledger.endorse(command);
        if (command instanceof LedgerCommand.AnchorSeals anchor) {
            onTheirWay.put(
                    envelope.transaction(),
                    anchor.seals().stream().map(SignedText::text).toList());
        } else if (command instanceof LedgerCommand.AnchorRoot anchor) {
            onTheirWay.put(envelope.transaction(), List.of(anchor.root().batch().toString()));
        }
        return envelope;
    }

    @Override
    public CommitOutcome submit(SignedEnvelope envelope) {
        CommitOutcome outcome = ledger.submit(envelope);
        if (outcome instanceof CommitOutcome.Committed done) {
            transactions.incrementAndGet();
            blocks.add(done.block());
            List<String> written = onTheirWay.remove(done.transaction());
            if (written != null) {
                written.forEach(committed);
            }
        } else {
            failures.incrementAndGet();
        }
        return outcome;
    }

    @Override
    public Optional<AnchoredSeal> findSeal(SealId seal) {
        return ledger.findSeal(seal);
    }

    @Override
    public List<AnchoredSeal> sealHistory(SealId seal) {
        return ledger.sealHistory(seal);
    }

    @Override
    public Optional<AnchoredRoot> findRoot(BatchId batch) {
        return ledger.findRoot(batch);
    }

    @Override
    public Optional<RegisteredPractitioner> findPractitioner(LedgerPractitionerId practitioner) {
        return ledger.findPractitioner(practitioner);
    }

    @Override
    public Optional<LedgerGrant> findGrant(LedgerGrantId grant) {
        return ledger.findGrant(grant);
    }

    @Override
    public Optional<GrantScope> findGrantScope(LedgerGrantId grant) {
        return ledger.findGrantScope(grant);
    }

    @Override
    public Optional<LedgerErasure> findErasure(LedgerSubjectId subject) {
        return ledger.findErasure(subject);
    }

    @Override
    public GrantAnswer checkGrant(GrantQuestion question) {
        return ledger.checkGrant(question);
    }

    @Override
    public long height() {
        return ledger.height();
    }

    @Override
    public List<LedgerBlock> blocks(long first, int count) {
        return ledger.blocks(first, count);
    }

    @Override
    public Optional<LedgerBlock> blockOf(TransactionId transaction) {
        return ledger.blockOf(transaction);
    }

    @Override
    public LedgerProof prove(Collection<AnchoredSeal> seals, LedgerProof.Taker taker) {
        return ledger.prove(seals, taker);
    }

    @Override
    public LedgerEvents events(CheckPoint after) {
        return ledger.events(after);
    }
}
