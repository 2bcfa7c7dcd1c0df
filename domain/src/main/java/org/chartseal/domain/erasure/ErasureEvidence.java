package org.chartseal.domain.erasure;

import org.chartseal.domain.audit.LogSeal;
import org.chartseal.domain.ledger.ErasureStatement;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.shared.Refused;

/** Whether a decision is this hospital's own: its key is not in the database, so that nobody who only writes there makes one. */
final class ErasureEvidence {

    private ErasureEvidence() {}

    static boolean isOwn(LogSeal seal, SignedText decision, LedgerSubjectId subject) {
        try {
            ErasureStatement statement = ErasureStatement.parse(decision.text());
            return statement.subject().equals(subject)
                    && statement.publicKey().equals(seal.publicKey())
                    && seal.verifies(decision);
        } catch (Refused malformed) {
            return false;
        }
    }
}
