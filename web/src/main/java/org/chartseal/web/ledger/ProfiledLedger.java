package org.chartseal.web.ledger;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.chartseal.domain.ledger.AnchoredSeal;
import org.chartseal.domain.ledger.CheckPoint;
import org.chartseal.domain.ledger.CommitOutcome;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerBlock;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerEvents;
import org.chartseal.domain.ledger.LedgerGrant;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.LedgerPractitionerId;
import org.chartseal.domain.ledger.RegisteredPractitioner;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedEnvelope;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.ledger.fabric.FabricEvidenceLedger;
import org.chartseal.ledger.fabric.LedgerProfile;
import org.chartseal.web.configuration.PortalConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The network that the connection profile names. The profile need not be there when the portal starts, and may name another
 * endpoint after the network was started anew: it is read again whenever the network does not answer.
 */
@ApplicationScoped
public class ProfiledLedger implements EvidenceLedger {

    private static final Duration LATER = Duration.ofSeconds(5);

    private final Path profileFile;
    private @Nullable LedgerProfile profile;
    private @Nullable FabricEvidenceLedger network;

    @Inject
    ProfiledLedger(PortalConfiguration configuration) {
        this.profileFile = configuration.ledgerProfile();
    }

    @Override
    public SignedEnvelope endorse(LedgerCommand command) {
        return ask(ledger -> ledger.endorse(command));
    }

    @Override
    public CommitOutcome submit(SignedEnvelope envelope) {
        return ask(ledger -> ledger.submit(envelope));
    }

    @Override
    public Optional<AnchoredSeal> findSeal(SealId seal) {
        return ask(ledger -> ledger.findSeal(seal));
    }

    @Override
    public List<AnchoredSeal> sealHistory(SealId seal) {
        return ask(ledger -> ledger.sealHistory(seal));
    }

    @Override
    public Optional<RegisteredPractitioner> findPractitioner(LedgerPractitionerId practitioner) {
        return ask(ledger -> ledger.findPractitioner(practitioner));
    }

    @Override
    public Optional<LedgerGrant> findGrant(LedgerGrantId grant) {
        return ask(ledger -> ledger.findGrant(grant));
    }

    @Override
    public long height() {
        return ask(EvidenceLedger::height);
    }

    @Override
    public List<LedgerBlock> blocks(long first, int count) {
        return ask(ledger -> ledger.blocks(first, count));
    }

    @Override
    public Optional<LedgerBlock> blockOf(TransactionId transaction) {
        return ask(ledger -> ledger.blockOf(transaction));
    }

    @Override
    public LedgerEvents events(CheckPoint after) {
        return ask(ledger -> ledger.events(after));
    }

    private <T> T ask(Function<EvidenceLedger, T> question) {
        EvidenceLedger asked = network();
        try {
            return question.apply(asked);
        } catch (Unavailable away) {
            leaveWhenMoved(asked);
            throw away;
        }
    }

    private synchronized EvidenceLedger network() {
        if (network == null) {
            profile = readProfile();
            network = new FabricEvidenceLedger(profile);
        }
        return network;
    }

    private LedgerProfile readProfile() {
        try {
            return LedgerProfile.read(profileFile);
        } catch (UncheckedIOException | IllegalArgumentException notYet) {
            throw new Unavailable("ledger", LATER, notYet);
        }
    }

    private synchronized void leaveWhenMoved(EvidenceLedger asked) {
        if (asked == network && !readProfile().equals(profile)) {
            close();
        }
    }

    @PreDestroy
    synchronized void close() {
        if (network != null) {
            network.close();
            network = null;
        }
    }
}
