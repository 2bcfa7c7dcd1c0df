package org.chartseal.web.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.chartseal.domain.ledger.AnchoredRoot;
import org.chartseal.domain.ledger.AnchoredSeal;
import org.chartseal.domain.ledger.BatchId;
import org.chartseal.domain.ledger.ChannelRole;
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
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.web.ledger.LedgerOutages.Way;

/** One channel of the network that the connection profile names at the moment it is asked. */
final class ProfiledLedger implements EvidenceLedger {

    private final ProfiledNetwork network;
    private final ChannelRole role;

    ProfiledLedger(ProfiledNetwork network, ChannelRole role) {
        this.network = network;
        this.role = role;
    }

    @Override
    public SignedEnvelope endorse(LedgerCommand command) {
        return network.ask(role, Way.ENDORSING, ledger -> ledger.endorse(command));
    }

    @Override
    public CommitOutcome submit(SignedEnvelope envelope) {
        return network.ask(role, Way.COMMITTING, ledger -> ledger.submit(envelope));
    }

    @Override
    public Optional<AnchoredSeal> findSeal(SealId seal) {
        return read(ledger -> ledger.findSeal(seal));
    }

    @Override
    public List<AnchoredSeal> sealHistory(SealId seal) {
        return read(ledger -> ledger.sealHistory(seal));
    }

    @Override
    public Optional<AnchoredRoot> findRoot(BatchId batch) {
        return read(ledger -> ledger.findRoot(batch));
    }

    @Override
    public Optional<RegisteredPractitioner> findPractitioner(LedgerPractitionerId practitioner) {
        return read(ledger -> ledger.findPractitioner(practitioner));
    }

    @Override
    public Optional<LedgerGrant> findGrant(LedgerGrantId grant) {
        return read(ledger -> ledger.findGrant(grant));
    }

    @Override
    public Optional<GrantScope> findGrantScope(LedgerGrantId grant) {
        return read(ledger -> ledger.findGrantScope(grant));
    }

    @Override
    public Optional<LedgerErasure> findErasure(LedgerSubjectId subject) {
        return read(ledger -> ledger.findErasure(subject));
    }

    @Override
    public GrantAnswer checkGrant(GrantQuestion question) {
        return read(ledger -> ledger.checkGrant(question));
    }

    @Override
    public long height() {
        return read(EvidenceLedger::height);
    }

    @Override
    public List<LedgerBlock> blocks(long first, int count) {
        return read(ledger -> ledger.blocks(first, count));
    }

    @Override
    public Optional<LedgerBlock> blockOf(TransactionId transaction) {
        return read(ledger -> ledger.blockOf(transaction));
    }

    @Override
    public LedgerProof prove(Collection<AnchoredSeal> seals, LedgerProof.Taker taker) {
        return read(ledger -> ledger.prove(seals, taker));
    }

    @Override
    public LedgerEvents events(CheckPoint after) {
        return read(ledger -> ledger.events(after));
    }

    private <T> T read(Function<EvidenceLedger, T> question) {
        return network.ask(role, Way.READING, question);
    }
}
