package org.chartseal.domain.ledger;

/**
 * A transaction's id as the network computes it.
 *
 * @param hex 64 hexadecimal digits; the first transaction of a chain may have none
 */
public record TransactionId(String hex) {

    @Override
    public String toString() {
        return hex;
    }
}
