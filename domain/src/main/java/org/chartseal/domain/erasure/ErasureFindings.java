package org.chartseal.domain.erasure;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.chartseal.domain.records.IntegrityFindings;

/** Keeps for the auditor what is wrong with erasures. Every method runs in the caller's transaction. */
final class ErasureFindings {

    private static final String SUBJECT = "erasure:";

    private final EntityManager entities;

    ErasureFindings(EntityManager entities) {
        this.entities = entities;
    }

    /** What is checked: the code is part of the key of its words, {@code check.<code>}. */
    enum Check {
        /** Whoever is erased, or about to be, is so by a decision that this hospital signed. */
        DECIDED("erasure-decided"),
        /** The ledger holds the erasure as it is here. */
        ON_LEDGER("erasure-on-ledger");

        private final String code;

        Check(String code) {
            this.code = code;
        }
    }

    /** Keeps a finding, unless the same is open already. */
    void failed(UUID about, Check check, String reason, Instant now) {
        new IntegrityFindings(entities).report(SUBJECT + about, check.code, reason, now);
    }

    /** Closes what was found earlier. */
    void passed(UUID about, Check check, Instant now) {
        new IntegrityFindings(entities).resolve(List.of(SUBJECT + about), List.of(check.code), now);
    }
}
