package org.chartseal.domain.ledger;

/**
 * An endorsed and signed transaction, ready to be submitted and, if its outcome is unknown, submitted again.
 *
 * @param transaction its id, by which the outcome is asked for
 * @param bytes what the adapter needs to submit it in another process; opaque, kept as it is
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out
public record SignedEnvelope(TransactionId transaction, byte[] bytes) {

    public SignedEnvelope {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }
}
