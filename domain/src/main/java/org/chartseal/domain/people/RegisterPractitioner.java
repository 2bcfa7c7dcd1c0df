package org.chartseal.domain.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;

/** Makes a practitioner known, here and on the ledger; not yet verified. */
@ApplicationScoped
public class RegisterPractitioner {

    private final EntityManager entities;
    private final SigningKeys keys;
    private final LedgerOutbox ledger;
    private final ActivityLog activities;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public RegisterPractitioner(
            EntityManager entities,
            SigningKeys keys,
            LedgerOutbox ledger,
            ActivityLog activities,
            IdGenerator ids,
            Clock clock) {
        this.entities = entities;
        this.keys = keys;
        this.ledger = ledger;
        this.activities = activities;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Who is to be registered.
     *
     * @param prefix for example "Dr."; may be empty
     * @param speciality may be empty
     */
    public record Command(
            Optional<Account> account,
            String prefix,
            PersonName name,
            Profession profession,
            String speciality,
            DepartmentId department) {}

    /**
     * Registers the practitioner.
     *
     * @throws Refused {@code account-taken} or {@code department-unknown}
     */
    @Transactional
    public PractitionerId register(Actor actor, Command command) {
        actor.require(Role.ADMINISTRATOR);
        Practitioner practitioner = new Practitioner(
                new PractitionerId(ids.next()),
                command.account(),
                command.prefix(),
                command.name(),
                command.profession(),
                command.speciality(),
                command.department(),
                keys.create(),
                clock.instant());
        entities.persist(practitioner);
        PersonConstraints.flush(entities);
        ledger.add(new LedgerCommand.RegisterPractitioner(
                practitioner.ledgerId(), practitioner.signing().publicKey()));
        activities.keep(actor.account(), "practitioner-registered", practitioner.id());
        return practitioner.id();
    }
}
