package org.chartseal.ledger.contract;

import java.util.Optional;

/** Who may sign, as the ledger has it. */
final class Practitioners {

    private final LedgerState ledger;

    Practitioners(LedgerState ledger) {
        this.ledger = ledger;
    }

    Optional<PractitionerState> find(String id) {
        return ledger.find(LedgerNames.practitionerKey(id)).map(PractitionerState::of);
    }

    PractitionerState require(String id, String about) {
        return find(id).orElseThrow(() -> new Refusal(RefusalCode.PRACTITIONER_UNKNOWN, about.isEmpty() ? id : about));
    }
}
