package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.chartseal.domain.documents.GrantedKeys;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.ObjectCipher;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.GrantScope;
import org.chartseal.domain.ledger.GrantStatement;
import org.chartseal.domain.ledger.GrantTerms;
import org.chartseal.domain.ledger.LedgerGrant;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/**
 * Brings the keys of those who were given access in step with what no page did: grants that ended by themselves, and grants that the
 * vault has not marked, as those from before there were marks. Of these the ledger itself is asked, and only what it has just so gets
 * keys. It can be stopped anywhere and goes on from what it finds.
 */
@ApplicationScoped
public class KeepGrantedKeys {

    private static final int AT_ONCE = 100;
    private static final UUID FIRST = new UUID(0, 0);

    private final NewTransaction transaction;
    private final ObjectCipher cipher;
    private final KeyVault vault;
    private final EvidenceLedger ledger;
    private final IdGenerator ids;
    private final Clock clock;
    private UUID last = FIRST;

    @Inject
    public KeepGrantedKeys(
            NewTransaction transaction,
            ObjectCipher cipher,
            KeyVault vault,
            EvidenceLedger ledger,
            IdGenerator ids,
            Clock clock) {
        this.transaction = transaction;
        this.cipher = cipher;
        this.vault = vault;
        this.ledger = ledger;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What one step did.
     *
     * @param ended patients of whose grants some had ended
     * @param found grants that the ledger has, and whose grantees got keys
     * @param more whether there may be more to do at once
     */
    public record Progress(int ended, int found, boolean more) {}

    /**
     * Does some of it. A timer calls it.
     *
     * @throws Unavailable when the ledger or the vault does not answer; what was done stays
     */
    public synchronized Progress step() {
        int ended = end();
        List<Candidate> candidates = transaction.call(this::candidates);
        int found = 0;
        for (Candidate candidate : candidates) {
            if (isOnLedger(candidate)) {
                keys(keys -> keys.found(candidate.grant(), candidate.patient(), candidate.text()));
                found++;
            }
            last = candidate.grant();
        }
        boolean more = candidates.size() == AT_ONCE;
        last = more ? last : FIRST;
        return new Progress(ended, found, more);
    }

    private int end() {
        List<UUID> patients = transaction.call(entities -> keys(entities).patientsOfEnded());
        patients.forEach(patient -> keys(keys -> keys.end(patient)));
        return patients.size();
    }

    private void keys(Consumer<GrantedKeys> work) {
        transaction.call(entities -> {
            work.accept(keys(entities));
            return Boolean.TRUE;
        });
    }

    private GrantedKeys keys(EntityManager entities) {
        return new GrantedKeys(entities, cipher, vault, ids, clock);
    }

    /**
     * A grant that is not marked.
     *
     * @param text what a mark would be over
     */
    private record Candidate(
            UUID grant,
            UUID patient,
            String text,
            LedgerGrantId onLedger,
            LedgerSubjectId subject,
            Permission.Period period,
            GrantTerms terms) {}

    private List<Candidate> candidates(EntityManager entities) {
        return keys(entities).unmarked(last, AT_ONCE).stream()
                .map(unmarked -> candidate(entities, unmarked))
                .toList();
    }

    private static Candidate candidate(EntityManager entities, GrantedKeys.Unmarked unmarked) {
        AccessGrant grant = entities.find(AccessGrant.class, unmarked.grant());
        return new Candidate(
                unmarked.grant(),
                grant.patient().value(),
                unmarked.terms(),
                grant.ledgerId(),
                entities.find(Patient.class, grant.patient().value()).ledgerSubject(),
                grant.permission().period(),
                IssueGrant.terms(grant.permission(), entities));
    }

    private boolean isOnLedger(Candidate candidate) {
        Optional<GrantStatement> statement = ledger.findGrant(candidate.onLedger())
                .filter(grant -> grant.revocation() == null)
                .flatMap(KeepGrantedKeys::statement)
                .filter(said -> said.subject().equals(candidate.subject()))
                .filter(said -> new Permission.Period(said.from(), said.until()).equals(candidate.period()));
        return statement.isPresent()
                && ledger.findGrantScope(candidate.onLedger())
                        .filter(scope ->
                                scope.commitment().equals(statement.get().scope()))
                        .map(GrantScope::text)
                        .filter(candidate.terms().canonicalText()::equals)
                        .isPresent();
    }

    /** Those of an older version have another form, and have to be given again. */
    private static Optional<GrantStatement> statement(LedgerGrant grant) {
        try {
            return Optional.of(GrantStatement.parse(grant.statement().text()));
        } catch (Refused ofAnOlderVersion) {
            return Optional.empty();
        }
    }
}
