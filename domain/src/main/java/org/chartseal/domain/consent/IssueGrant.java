package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.chartseal.domain.documents.GrantedKeys;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.ledger.GrantScope;
import org.chartseal.domain.ledger.GrantStatement;
import org.chartseal.domain.ledger.GrantTerms;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.records.Salt;
import org.chartseal.domain.shared.IdGenerator;

/**
 * Writes a grant of access: the working row, the statement under the patient's key, and the command for the ledger, all in
 * the transaction of the use case that calls it. Both a patient's own giving of access and a booking end here.
 */
@ApplicationScoped
public class IssueGrant {

    private final EntityManager entities;
    private final SigningKeys keys;
    private final GrantedKeys objectKeys;
    private final LedgerOutbox outbox;
    private final IdGenerator ids;
    private final Salt.Source salts;
    private final Clock clock;

    @Inject
    public IssueGrant(
            EntityManager entities,
            SigningKeys keys,
            GrantedKeys objectKeys,
            LedgerOutbox outbox,
            IdGenerator ids,
            Salt.Source salts,
            Clock clock) {
        this.entities = entities;
        this.keys = keys;
        this.objectKeys = objectKeys;
        this.outbox = outbox;
        this.ids = ids;
        this.salts = salts;
        this.clock = clock;
    }

    /**
     * Gives the permission, once the ledger has it; or, when only the patient's passkey can sign that, once it has too.
     *
     * @param permission its period is cut to milliseconds, as the statement has it
     */
    public GrantId issue(Patient patient, Permission permission, Account givenBy) {
        AccessGrant grant = new AccessGrant(
                new GrantId(ids.next()),
                new LedgerGrantId(ids.random()),
                permission.cut(),
                givenBy,
                cut(clock.instant()));
        entities.refresh(patient, LockModeType.PESSIMISTIC_READ); // the key that signs counts until this is written
        if (patient.signing().isKept()) {
            sign(grant, patient);
        } else {
            entities.persist(new AwaitedGrant(grant));
        }
        return grant.id();
    }

    /** Writes the grant with the signature of the key that the portal keeps for the patient. */
    void sign(AccessGrant grant, Patient patient) {
        GrantScope scope = scope(grant);
        String text = text(grant, scope, patient);
        String signature = keys.sign(patient.signing().protectedPrivateKey(), text);
        outbox.add(new LedgerCommand.GiveAccess(new SignedText(text, signature), scope));
        keep(grant);
    }

    /** Keeps the signed grant, and wraps the keys of what it opens for its grantee. */
    void keep(AccessGrant grant) {
        entities.persist(grant);
        objectKeys.given(grant.id().value(), grant.patient().value());
    }

    /** The command for a grant that the patient has still to sign. */
    LedgerCommand unsigned(AccessGrant grant, Patient patient) {
        GrantScope scope = scope(grant);
        return new LedgerCommand.GiveAccess(SignedText.unsigned(text(grant, scope, patient)), scope);
    }

    private GrantScope scope(AccessGrant grant) {
        return GrantScope.of(terms(grant.permission(), entities), salts.next().bytes());
    }

    /** As the ledger has them. */
    static GrantTerms terms(Permission permission, EntityManager entities) {
        return new GrantTerms(
                onLedger(permission.grantee(), entities),
                permission.categoryCodes(),
                permission.purpose().code(),
                permission.record().map(List::of).orElse(List.of()));
    }

    /** People go by the ids that the ledger knows them by. */
    private static GrantTerms.Grantee onLedger(Grantee grantee, EntityManager entities) {
        UUID id = switch (grantee.kind()) {
            case PRACTITIONER ->
                entities.find(Practitioner.class, grantee.id()).ledgerId().value();
            case PROXY ->
                entities.find(Patient.class, grantee.id()).ledgerSubject().value();
            case DEPARTMENT, INSURER, STUDY -> grantee.id();
        };
        return new GrantTerms.Grantee(grantee.kind(), id);
    }

    private static String text(AccessGrant grant, GrantScope scope, Patient patient) {
        return new GrantStatement(
                        grant.ledgerId(),
                        patient.ledgerSubject(),
                        scope.commitment(),
                        grant.permission().period().from(),
                        grant.permission().period().until(),
                        patient.signing().thumbprint())
                .canonicalText();
    }

    static Instant cut(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS);
    }
}
