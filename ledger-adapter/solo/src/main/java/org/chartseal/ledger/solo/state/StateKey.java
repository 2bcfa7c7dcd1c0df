package org.chartseal.ledger.solo.state;

/** A key of a contract. */
public record StateKey(String namespace, String key) {}
