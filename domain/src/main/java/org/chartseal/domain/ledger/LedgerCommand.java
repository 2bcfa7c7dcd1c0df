package org.chartseal.domain.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be written to the ledger. Every text here is opaque or canonical JSON; none that reaches a block
 * identifies a person. */
public sealed interface LedgerCommand {

    /**
     * Anchors seals, each under its own key, all in one transaction. The same commitment again is a no-op; another one for
     * the same record version is refused with {@code SEAL_CONFLICT}.
     *
     * @param seals one to 500, at most one per record version
     */
    record AnchorSeals(List<SignedText> seals) implements LedgerCommand {
        public AnchorSeals {
            seals = List.copyOf(seals);
        }
    }

    /**
     * Anchors the root of a batch under the batch's own key. The same root again is a no-op; another one for the same batch is
     * refused with {@code ROOT_CONFLICT}.
     */
    record AnchorRoot(BatchRoot root) implements LedgerCommand {}

    /**
     * Makes a practitioner and the public key of their signatures known; not yet verified.
     *
     * @param publicKey X.509 SubjectPublicKeyInfo of an ECDSA P-256 key, Base64
     */
    record RegisterPractitioner(LedgerPractitionerId practitioner, String publicKey) implements LedgerCommand {}

    /** States that this practitioner's licence was checked, and until when it runs. Only verified ones can sign. */
    record VerifyPractitioner(LedgerPractitionerId practitioner, Instant licensedUntil) implements LedgerCommand {}

    /** Ends a practitioner's right to sign; what was signed before stays valid. */
    record SuspendPractitioner(LedgerPractitionerId practitioner) implements LedgerCommand {}

    /**
     * Makes the public key of a patient's statements known.
     *
     * @param publicKey X.509 SubjectPublicKeyInfo of an ECDSA P-256 key, Base64
     */
    record RegisterSubject(LedgerSubjectId subject, String publicKey) implements LedgerCommand {}

    /** Gives a practitioner another key, by a statement that is signed with the one before (see {@link KeyStatement}). */
    record ChangePractitionerKey(SignedText statement) implements LedgerCommand {}

    /**
     * Gives a practitioner another key when the one before is lost.
     *
     * @param statements of two witnesses (see {@link RestorationStatement})
     */
    record RestorePractitionerKey(List<SignedText> statements) implements LedgerCommand {
        public RestorePractitionerKey {
            statements = List.copyOf(statements);
        }
    }

    /**
     * Gives a patient another key when the one before is lost.
     *
     * @param statements of two witnesses (see {@link RestorationStatement})
     */
    record RestoreSubjectKey(List<SignedText> statements) implements LedgerCommand {
        public RestoreSubjectKey {
            statements = List.copyOf(statements);
        }
    }

    /** Gives a patient another key, by a statement that is signed with the one before (see {@link KeyStatement}). */
    record ChangeSubjectKey(SignedText statement) implements LedgerCommand {}

    /**
     * Writes a grant of access that the patient signed (see {@link GrantStatement}).
     *
     * @param scope what the statement commits to; it goes to private data and never into a block
     */
    record GiveAccess(SignedText statement, GrantScope scope) implements LedgerCommand {

        /** Whether the scope is what the statement commits to. */
        public boolean scopeFits() {
            return GrantStatement.parse(statement.text()).scope().equals(scope.commitment());
        }
    }

    /** Ends a grant by a statement that the patient signed (see {@link RevocationStatement}). */
    record RevokeAccess(SignedText statement) implements LedgerCommand {}

    /**
     * Destroys the scope of a grant that this organisation wrote; the commitment stays and says nothing any more.
     *
     * @param statement by which the patient asks for it (see {@link ForgettingStatement}), needed while the grant holds
     */
    record ForgetGrant(LedgerGrantId grant, Optional<SignedText> statement) implements LedgerCommand {}

    /** Writes that a practitioner opened a record in an emergency (see {@link EmergencyStatement}). */
    record OpenEmergency(SignedText statement) implements LedgerCommand {}

    /** Ends such an access before its time (see {@link EmergencyEndStatement}). */
    record EndEmergency(SignedText statement) implements LedgerCommand {}

    /** Writes what a colleague found about it (see {@link EmergencyReviewStatement}). */
    record ReviewEmergency(SignedText statement) implements LedgerCommand {}

    /**
     * Writes that this organisation erased a patient whom it registered, and destroys the scopes of the patient's grants. The
     * same receipt again is a no-op; another one is refused with {@code ERASURE_CONFLICT}.
     *
     * @param decision signed by the hospital (see {@link ErasureStatement})
     * @param grants those of the patient's that this organisation wrote: {@link #MOST_GRANTS} at most
     */
    record EraseSubject(SignedText decision, ReceiptDigest receipt, List<LedgerGrantId> grants)
            implements LedgerCommand {

        /** So many grants are named at most; what is left of them is forgotten by {@link ForgetGrant} afterwards. */
        public static final int MOST_GRANTS = 500;

        public EraseSubject {
            grants = List.copyOf(grants);
        }
    }
}
