package org.chartseal.domain.ledger;

import java.util.List;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Unavailable;

/** The channels of the network behind the portal. Each is a ledger of its own: what one holds, no other knows. */
public interface LedgerChannels {

    /**
     * The channels that the network has, the one for records first.
     *
     * @throws Unavailable while it is not known how to reach the network
     */
    List<LedgerChannel> all();

    /**
     * The ledger of that channel. It may be kept: what is asked of it later goes to the network as it is then.
     *
     * @throws NotFound when the network has no channel for that role
     * @throws Unavailable while it is not known how to reach the network
     */
    EvidenceLedger on(ChannelRole role);
}
