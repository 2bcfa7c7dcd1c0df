package org.chartseal.web.ledger;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.chartseal.domain.ledger.ChannelRole;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerChannel;
import org.chartseal.domain.ledger.LedgerChannels;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.ledger.fabric.FabricChannels;
import org.chartseal.ledger.fabric.LedgerProfile;
import org.chartseal.web.configuration.PortalConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The network that the connection profile names. The profile need not be there when the portal starts, and may name another
 * endpoint after the network was started anew: it is read again whenever the network does not answer.
 */
@ApplicationScoped
public class ProfiledNetwork implements LedgerChannels {

    private static final Duration LATER = Duration.ofSeconds(5);

    private final Path profileFile;
    private final LedgerOutages outages;
    private @Nullable LedgerProfile profile;
    private @Nullable FabricChannels network;

    @Inject
    ProfiledNetwork(PortalConfiguration configuration, LedgerOutages outages) {
        this.profileFile = configuration.ledgerProfile();
        this.outages = outages;
    }

    /** The channel for records, which every network has: for whoever needs no other. */
    @Produces
    @ApplicationScoped
    EvidenceLedger records() {
        return new ProfiledLedger(this, ChannelRole.EMR);
    }

    @Override
    public List<LedgerChannel> all() {
        return profile().channels().entrySet().stream()
                .map(channel ->
                        new LedgerChannel(channel.getKey(), channel.getValue().name()))
                .toList();
    }

    @Override
    public EvidenceLedger on(ChannelRole role) {
        if (!profile().channels().containsKey(role)) {
            throw new NotFound("channel", role.code());
        }
        return new ProfiledLedger(this, role);
    }

    /**
     * Asks the ledger of that channel.
     *
     * @throws Unavailable when it does not answer; that is kept as the cause of the outage
     */
    <T> T ask(ChannelRole role, LedgerOutages.Way way, Function<EvidenceLedger, T> question) {
        @Nullable FabricChannels asked = null;
        try {
            asked = network();
            T answer = question.apply(asked.on(role));
            outages.met(way, answer);
            return answer;
        } catch (Refused decided) {
            outages.answered(way);
            throw decided;
        } catch (Unavailable away) {
            outages.away(way, away);
            leaveWhenMoved(asked);
            throw away;
        }
    }

    private synchronized FabricChannels network() {
        FabricChannels known = network;
        if (known == null) {
            known = FabricChannels.open(profile());
            network = known;
        }
        return known;
    }

    private synchronized LedgerProfile profile() {
        LedgerProfile known = profile;
        if (known == null) {
            known = readProfile();
            profile = known;
        }
        return known;
    }

    private LedgerProfile readProfile() {
        try {
            return LedgerProfile.read(profileFile);
        } catch (UncheckedIOException | IllegalArgumentException notYet) {
            throw new Unavailable("ledger", LATER, notYet);
        }
    }

    private synchronized void leaveWhenMoved(@Nullable FabricChannels asked) {
        if (asked != null && asked == network && !readProfile().equals(profile)) {
            close();
        }
    }

    @PreDestroy
    synchronized void close() {
        profile = null;
        if (network != null) {
            network.close();
            network = null;
        }
    }
}
