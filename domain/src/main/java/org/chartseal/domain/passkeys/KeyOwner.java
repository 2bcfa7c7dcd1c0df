package org.chartseal.domain.passkeys;

import org.chartseal.domain.ledger.KeyHolder;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerCommand.ChangePractitionerKey;
import org.chartseal.domain.ledger.LedgerCommand.ChangeSubjectKey;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Signer;

/**
 * A patient or practitioner whose key changes, locked against another change at the same time.
 *
 * @param ledger as the ledger names them
 */
record KeyOwner(PasskeyOwner id, Signer person, KeyHolder ledger) {

    static KeyOwner of(Patient patient) {
        return new KeyOwner(PasskeyOwner.of(patient.id()), patient, KeyHolder.of(patient.ledgerSubject()));
    }

    static KeyOwner of(Practitioner practitioner) {
        return new KeyOwner(PasskeyOwner.of(practitioner.id()), practitioner, KeyHolder.of(practitioner.ledgerId()));
    }

    /** The command that takes this statement of theirs to the ledger. */
    LedgerCommand change(SignedText statement) {
        return ledger.kind() == KeyHolder.Kind.SUBJECT
                ? new ChangeSubjectKey(statement)
                : new ChangePractitionerKey(statement);
    }
}
