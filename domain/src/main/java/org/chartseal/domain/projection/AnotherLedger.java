package org.chartseal.domain.projection;

/** The ledger does not hold what was projected from it: it is another one, or was set back. Only a rebuild mends that. */
public final class AnotherLedger extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AnotherLedger(EventPosition projected) {
        super("the ledger does not hold transaction " + projected.transaction() + " in block " + projected.block()
                + ", up to which it was projected");
    }
}
