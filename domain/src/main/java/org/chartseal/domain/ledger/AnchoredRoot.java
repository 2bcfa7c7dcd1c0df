package org.chartseal.domain.ledger;

/**
 * A batch's root as the ledger holds it.
 *
 * @param transaction which wrote it
 * @param organisation MSP id of the organisation that closed the batch and submitted its root
 */
public record AnchoredRoot(BatchRoot root, TransactionId transaction, String organisation) {}
