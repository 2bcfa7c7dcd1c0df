package org.chartseal.ledger.solo;

import java.util.Set;

/** Names of the one network that a solo ledger is. */
public final class Network {

    /** The channel that holds the evidence. */
    public static final String CHANNEL = "emr";

    /** Name of the contract on the channel. */
    public static final String CHAINCODE = "chartseal";

    /** Version of the contract's definition. */
    public static final String CHAINCODE_VERSION = "1.0";

    /** The one organisation. */
    public static final String MSP_ID = "HospitalA";

    /** The contract's private data collections. Their one member is the one organisation. */
    public static final Set<String> COLLECTIONS = Set.of("grants");

    private Network() {}
}
