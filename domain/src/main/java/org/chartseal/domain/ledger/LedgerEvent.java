package org.chartseal.domain.ledger;

/**
 * What one transaction reported.
 *
 * @param name for example {@code SealsAnchored}
 * @param payload canonical JSON
 */
public record LedgerEvent(long block, TransactionId transaction, String name, String payload) {}
