package org.chartseal.domain.ledger;

import java.time.Instant;

/**
 * A patient's erasure as the ledger holds it.
 *
 * @param receipt digest of the receipt, which the hospital gave out and the ledger does not hold
 * @param decision with {@link ErasureStatement}'s members
 * @param erasedAt the transaction's own time
 * @param transaction which wrote it
 * @param organisation MSP id of the organisation that erased the patient
 */
public record LedgerErasure(
        LedgerSubjectId subject,
        ReceiptDigest receipt,
        SignedText decision,
        Instant erasedAt,
        TransactionId transaction,
        String organisation) {}
