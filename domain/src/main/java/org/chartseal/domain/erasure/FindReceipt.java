package org.chartseal.domain.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.audit.LogSeal;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.LedgerErasure;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/**
 * Shows an erasure's receipt to whoever has its code, and checks one that is handed in, against the ledger. Nobody signs in for it:
 * who was erased has no account, and a receipt names nobody.
 */
@ApplicationScoped
public class FindReceipt {

    private static final String BY_CODE = "SELECT e FROM Erasure e WHERE e.codeHash = :hash";

    private final NewTransaction transaction;
    private final EvidenceLedger ledger;
    private final LogSeal seal;

    @Inject
    public FindReceipt(NewTransaction transaction, EvidenceLedger ledger, LogSeal seal) {
        this.transaction = transaction;
        this.ledger = ledger;
        this.seal = seal;
    }

    /** What a check of a receipt comes to. */
    public enum Verdict {
        /** The ledger holds the digest of these very bytes, and the hospital's own decision. */
        HOLDS,
        /** The ledger knows of no such erasure, or not yet. */
        NOT_ON_LEDGER,
        /** The ledger holds another receipt of this erasure: this one was changed. */
        CHANGED,
        /** The decision is not signed by this hospital. */
        NOT_SIGNED;

        /** As message keys name it. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What a code leads to.
     *
     * @param dueAt from when on it is carried out, once decided
     * @param receipt once it is carried out; none when it was carried out again after a backup was restored, which does not have it
     * @param ledger what the ledger holds, once it does
     * @param again whether a restored backup had brought the patient back, and they were erased again
     */
    public record Found(
            ErasureState state,
            Instant requestedAt,
            List<RefusalReason> refusals,
            Optional<Instant> dueAt,
            Optional<Instant> carriedOutAt,
            Optional<ErasureReceipt> receipt,
            Optional<LedgerErasure> ledger,
            boolean again) {

        public Found {
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * What the code leads to.
     *
     * @throws NotFound when no erasure has that code, now
     * @throws Unavailable when the ledger does not answer
     */
    public Found find(ReceiptCode code) {
        Erasure erasure = transaction
                .call(entities -> entities.createQuery(BY_CODE, Erasure.class)
                        .setParameter("hash", code.hash())
                        .getResultStream()
                        .findFirst())
                .orElseThrow(() -> new NotFound("receipt", code));
        return new Found(
                erasure.state(),
                erasure.requestedAt(),
                erasure.refusals(),
                erasure.dueAt(),
                erasure.carriedOutAt(),
                erasure.receipt().map(ErasureReceipt::parse),
                erasure.state() == ErasureState.CARRIED_OUT ? ledger.findErasure(erasure.subject()) : Optional.empty(),
                erasure.again());
    }

    /**
     * Checks a receipt, byte for byte.
     *
     * @throws Refused {@code receipt-malformed} when it is none
     * @throws Unavailable when the ledger does not answer
     */
    public Verdict check(String text) {
        ErasureReceipt receipt = ErasureReceipt.parse(text);
        if (!ErasureEvidence.isOwn(seal, receipt.decision(), receipt.subject())) {
            return Verdict.NOT_SIGNED;
        }
        Optional<LedgerErasure> held = ledger.findErasure(receipt.subject());
        if (held.isEmpty()) {
            return Verdict.NOT_ON_LEDGER;
        }
        boolean same = held.get().receipt().equals(receipt.digest())
                && held.get().decision().equals(receipt.decision());
        return same ? Verdict.HOLDS : Verdict.CHANGED;
    }
}
