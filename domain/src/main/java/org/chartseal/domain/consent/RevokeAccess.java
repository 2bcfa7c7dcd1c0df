package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.RevocationStatement;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** A patient takes a permission away: it ends in the database at once, and then on the ledger. */
@ApplicationScoped
public class RevokeAccess {

    private final EntityManager entities;
    private final OpenRecord openRecord;
    private final SigningKeys keys;
    private final LedgerOutbox outbox;
    private final Clock clock;

    @Inject
    public RevokeAccess(
            EntityManager entities, OpenRecord openRecord, SigningKeys keys, LedgerOutbox outbox, Clock clock) {
        this.entities = entities;
        this.openRecord = openRecord;
        this.keys = keys;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Ends the grant from this moment on.
     *
     * @throws NotFound when it is not the patient's own; the try is kept in the access log
     * @throws Refused {@code grant-already-revoked}
     */
    @Transactional
    public void revoke(Actor actor, GrantId id) {
        end(opened(actor, id), AccessGrant.End.TAKEN_AWAY);
    }

    private AccessGrant opened(Actor actor, GrantId id) {
        actor.require(Role.PATIENT);
        AccessGrant grant = entities.find(AccessGrant.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (grant == null) {
            throw new NotFound("grant", id);
        }
        openRecord.open(actor, grant.patient(), RecordCategory.DEMOGRAPHICS, "grant", Optional.of(id.value()));
        return grant;
    }

    /**
     * Ends those of the grants that have not ended, all or none.
     *
     * @throws NotFound when one is not the patient's own; the try is kept in the access log
     */
    @Transactional
    public void revokeAll(Actor actor, Collection<GrantId> ids) {
        for (GrantId id : ids) {
            AccessGrant grant = opened(actor, id);
            if (grant.revokedAt().isEmpty()) {
                end(grant, AccessGrant.End.TAKEN_AWAY);
            }
        }
    }

    /**
     * Ends a grant in the transaction of the use case that calls it: the working row, the statement under the patient's key,
     * and the command for the ledger, which waits for a signature where only the patient's passkey can give it. A patient's own
     * taking away and a cancelled booking end here.
     *
     * @throws Refused {@code grant-already-revoked}
     */
    public void end(AccessGrant grant, AccessGrant.End why) {
        Patient patient = entities.find(Patient.class, grant.patient().value());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        grant.revoke(why, now);
        entities.refresh(patient, LockModeType.PESSIMISTIC_READ); // the key that signs counts until this is written
        if (patient.signing().isKept()) {
            sign(grant, patient);
        } else {
            entities.persist(new AwaitedRevocation(grant));
        }
    }

    /** The command for an end that the patient has still to sign. */
    LedgerCommand unsigned(AccessGrant grant, Patient patient) {
        return new LedgerCommand.RevokeAccess(SignedText.unsigned(text(grant, patient)));
    }

    /** Writes the end of the grant with the signature of the key that the portal keeps for the patient. */
    void sign(AccessGrant grant, Patient patient) {
        String text = text(grant, patient);
        String signature = keys.sign(patient.signing().protectedPrivateKey(), text);
        outbox.add(new LedgerCommand.RevokeAccess(new SignedText(text, signature)));
    }

    private static String text(AccessGrant grant, Patient patient) {
        return new RevocationStatement(
                        grant.ledgerId(),
                        patient.ledgerSubject(),
                        grant.revokedAt().orElseThrow(),
                        patient.signing().thumbprint())
                .canonicalText();
    }
}
