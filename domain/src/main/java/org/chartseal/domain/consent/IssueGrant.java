package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.consent.AccessGrant.Period;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.ledger.GrantScope;
import org.chartseal.domain.ledger.GrantStatement;
import org.chartseal.domain.ledger.GrantTerms;
import org.chartseal.domain.ledger.GrantTerms.Grantee;
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
    private final LedgerOutbox outbox;
    private final IdGenerator ids;
    private final Salt.Source salts;
    private final Clock clock;

    @Inject
    public IssueGrant(
            EntityManager entities,
            SigningKeys keys,
            LedgerOutbox outbox,
            IdGenerator ids,
            Salt.Source salts,
            Clock clock) {
        this.entities = entities;
        this.keys = keys;
        this.outbox = outbox;
        this.ids = ids;
        this.salts = salts;
        this.clock = clock;
    }

    /**
     * Lets the practitioner read, in that period, for treatment.
     *
     * @param appointment whose booking brings the grant, if one does
     * @param categories what may be read; none means everything
     * @param period cut to milliseconds, as the statement has it
     */
    public AccessGrant issue(
            Patient patient,
            Practitioner practitioner,
            Optional<UUID> appointment,
            Set<RecordCategory> categories,
            Period period,
            Account givenBy) {
        AccessGrant grant = new AccessGrant(
                new GrantId(ids.next()),
                new LedgerGrantId(ids.random()),
                patient.id(),
                practitioner.id(),
                appointment,
                categories,
                new Period(cut(period.from()), cut(period.until())),
                givenBy,
                cut(clock.instant()));
        entities.persist(grant);
        GrantScope scope = scope(grant, practitioner);
        outbox.add(new LedgerCommand.GiveAccess(signed(grant, scope, patient), scope));
        return grant;
    }

    private GrantScope scope(AccessGrant grant, Practitioner practitioner) {
        GrantTerms terms = new GrantTerms(
                Grantee.of(practitioner.ledgerId()),
                grant.categoryCodes(),
                grant.purpose().code(),
                List.of());
        return GrantScope.of(terms, salts.next().bytes());
    }

    private SignedText signed(AccessGrant grant, GrantScope scope, Patient patient) {
        String text = new GrantStatement(
                        grant.ledgerId(),
                        patient.ledgerSubject(),
                        scope.commitment(),
                        grant.period().from(),
                        grant.period().until(),
                        patient.signing().thumbprint())
                .canonicalText();
        return new SignedText(text, keys.sign(patient.signing().protectedPrivateKey(), text));
    }

    private static Instant cut(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS);
    }
}
