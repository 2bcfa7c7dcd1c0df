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
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.documents.GrantedKeys;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.RevocationStatement;
import org.chartseal.domain.ledger.RevocationStatement.Proxy;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** A patient, or who acts for them, takes a permission away: it ends in the database at once, and then on the ledger. */
@ApplicationScoped
public class RevokeAccess {

    private final EntityManager entities;
    private final OpenRecord openRecord;
    private final SigningKeys keys;
    private final GrantedKeys objectKeys;
    private final LedgerOutbox outbox;
    private final Clock clock;

    @Inject
    public RevokeAccess(
            EntityManager entities,
            OpenRecord openRecord,
            SigningKeys keys,
            GrantedKeys objectKeys,
            LedgerOutbox outbox,
            Clock clock) {
        this.entities = entities;
        this.openRecord = openRecord;
        this.keys = keys;
        this.objectKeys = objectKeys;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Ends the grant from this moment on. Who acts for the patient signs with their own key; they may give back their own grant.
     *
     * @throws NotFound when it is neither the actor's own nor of someone for whom they act; the try is kept in the access log
     * @throws Refused {@code grant-already-revoked}
     */
    @Transactional
    public void revoke(Actor actor, GrantId id) {
        take(actor, opened(id, actor));
    }

    /**
     * Ends those of the grants that have not ended, all or none.
     *
     * @throws NotFound when one is neither the actor's own nor of someone for whom they act; the try is kept in the access log
     */
    @Transactional
    public void revokeAll(Actor actor, Collection<GrantId> ids) {
        for (GrantId id : ids) {
            Opened opened = opened(id, actor);
            if (opened.grant().revokedAt().isEmpty()) {
                take(actor, opened);
            }
        }
    }

    /** A grant that may be taken away, and on what that rests. */
    private record Opened(AccessGrant grant, Allowed by) {}

    private Opened opened(GrantId id, Actor actor) {
        actor.require(Role.PATIENT);
        AccessGrant grant = entities.find(AccessGrant.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (grant == null) {
            throw new NotFound("grant", id);
        }
        return new Opened(
                grant,
                openRecord.open(
                        actor.asPerson(),
                        grant.patient(),
                        RecordCategory.DEMOGRAPHICS,
                        "grant",
                        Optional.of(id.value())));
    }

    private void take(Actor actor, Opened opened) {
        AccessGrant grant = opened.grant();
        switch (opened.by().basis()) {
            case SELF -> end(grant, AccessGrant.End.TAKEN_AWAY);
            case PROXY -> endByProxy(grant, new GrantId(opened.by().basisId().orElseThrow()), actor.requirePatient());
            default -> throw new NotFound("grant", grant.id());
        }
    }

    /**
     * Ends a grant in the transaction of the use case that calls it: the working row, the keys of what no other grant opens to the
     * same grantee, the statement under the patient's key, and the command for the ledger, which waits for a signature where only the
     * patient's passkey can give it. A patient's own taking away and a cancelled booking end here.
     *
     * @throws Refused {@code grant-already-revoked}
     */
    public void end(AccessGrant grant, AccessGrant.End why) {
        grant.revoke(why, now());
        state(grant, grant.patient());
    }

    private void endByProxy(AccessGrant grant, GrantId under, PatientId proxy) {
        grant.revoke(now(), under);
        state(grant, proxy);
    }

    private void state(AccessGrant grant, PatientId by) {
        Patient signer = entities.find(Patient.class, by.value());
        entities.refresh(signer, LockModeType.PESSIMISTIC_READ); // the key that signs counts until this is written
        if (signer.signing().isKept()) {
            sign(grant, signer);
        } else {
            entities.persist(new AwaitedRevocation(grant, by));
        }
        objectKeys.ended(grant.id().value(), grant.patient().value());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The command for an end that the patient, or who acts for them, has still to sign. */
    LedgerCommand unsigned(AccessGrant grant, Patient signer) {
        return new LedgerCommand.RevokeAccess(SignedText.unsigned(text(grant, signer)));
    }

    /** Writes the end of the grant with the signature of the key that the portal keeps for who ended it. */
    void sign(AccessGrant grant, Patient signer) {
        String text = text(grant, signer);
        String signature = keys.sign(signer.signing().protectedPrivateKey(), text);
        outbox.add(new LedgerCommand.RevokeAccess(new SignedText(text, signature)));
    }

    private String text(AccessGrant grant, Patient signer) {
        Optional<AccessGrant> under = grant.revokedUnder().map(id -> entities.find(AccessGrant.class, id.value()));
        return new RevocationStatement(
                        grant.ledgerId(),
                        entities.find(Patient.class, grant.patient().value()).ledgerSubject(),
                        grant.revokedAt().orElseThrow(),
                        signer.signing().thumbprint(),
                        under.map(acting -> new Proxy(signer.ledgerSubject(), acting.ledgerId())))
                .canonicalText();
    }
}
