package org.chartseal.domain.ledger;

/**
 * A seal as the ledger holds it.
 *
 * @param header the signed text, with {@link SealHeader}'s members
 * @param transaction which wrote it
 * @param organisation MSP id of the organisation that submitted it
 */
public record AnchoredSeal(SignedText header, TransactionId transaction, String organisation) {}
