package org.chartseal.ledger.fabric;

import java.util.EnumMap;
import java.util.Map;
import org.chartseal.domain.ledger.ChannelRole;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.shared.NotFound;

/** The channels of a network, all over one connection to its gateway peer. */
public final class FabricChannels implements AutoCloseable {

    private final GatewayConnection connection;
    private final Map<ChannelRole, EvidenceLedger> ledgers = new EnumMap<>(ChannelRole.class);

    private FabricChannels(GatewayConnection connection, LedgerProfile profile) {
        this.connection = connection;
        profile.channels()
                .forEach((role, channel) ->
                        ledgers.put(role, new FabricEvidenceLedger(connection, channel.name(), channel.chaincode())));
    }

    /** Opens a client of the network; the network need not answer yet. */
    public static FabricChannels open(LedgerProfile profile) {
        return new FabricChannels(GatewayConnection.open(profile, Deadlines.USUAL), profile);
    }

    /**
     * The ledger of that channel.
     *
     * @throws NotFound when the profile names none for that role
     */
    public EvidenceLedger on(ChannelRole role) {
        EvidenceLedger ledger = ledgers.get(role);
        if (ledger == null) {
            throw new NotFound("channel", role.code());
        }
        return ledger;
    }

    @Override
    public void close() {
        connection.close();
    }
}
