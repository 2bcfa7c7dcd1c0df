package org.chartseal.domain.emergency;

import java.util.Locale;

/** Whether the ledger held an access in an emergency before content opened. */
public enum Anchoring {
    /** Nobody has looked yet whether the ledger holds it: nothing opens. */
    WAITING,
    /** The ledger held it first. */
    BEFORE,
    /** The ledger did not answer in time: content opened, and the ledger is told when it is there again. */
    LATER,
    /** The ledger's contract does not take it: nothing ever opened. */
    REFUSED;

    /** As it is stored and named in message keys. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Anchoring ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
