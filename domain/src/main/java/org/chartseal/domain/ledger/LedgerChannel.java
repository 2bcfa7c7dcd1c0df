package org.chartseal.domain.ledger;

/**
 * A channel of the network.
 *
 * @param name as the network knows it
 */
public record LedgerChannel(ChannelRole role, String name) {}
