package org.chartseal.domain.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;

/** Registers a person the hospital has not seen before: draws number, pseudonym and signing key. */
@ApplicationScoped
public class RegisterPatient {

    private final EntityManager entities;
    private final FindDuplicates duplicates;
    private final SigningKeys keys;
    private final LedgerOutbox ledger;
    private final ActivityLog activities;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public RegisterPatient(
            EntityManager entities,
            FindDuplicates duplicates,
            SigningKeys keys,
            LedgerOutbox ledger,
            ActivityLog activities,
            IdGenerator ids,
            Clock clock) {
        this.entities = entities;
        this.duplicates = duplicates;
        this.keys = keys;
        this.ledger = ledger;
        this.activities = activities;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Who is to be registered.
     *
     * @param notADuplicate why this is another person than the likely duplicates that were shown; empty when none were
     */
    public record Command(PatientDetails details, String notADuplicate) {
        public Command {
            notADuplicate = notADuplicate.strip();
        }
    }

    /** Who was registered, under which number. */
    public record Registered(PatientId id, String number) {}

    /**
     * Registers the person.
     *
     * @throws Refused {@code patient-likely-duplicate} when someone known is likely the same person and no reason was given;
     *     {@code identifier-taken} when another patient has one of the identifiers; {@code birth-date-in-future}
     */
    @Transactional
    public Registered register(Actor actor, Command command) {
        actor.require(Role.RECEPTIONIST);
        PatientDetails details = command.details();
        details.requireBornBy(LocalDate.ofInstant(clock.instant(), clock.getZone()));
        boolean likely = duplicates.anyLikely(details);
        if (likely && command.notADuplicate().isEmpty()) {
            throw Refused.because("patient-likely-duplicate").at("notADuplicate");
        }
        Patient patient = new Patient(
                new PatientId(ids.next()),
                nextNumber(),
                details,
                new LedgerSubjectId(ids.random()),
                keys.create(),
                actor.account(),
                clock.instant());
        entities.persist(patient);
        PersonConstraints.flush(entities, details.identifiers());
        ledger.add(new LedgerCommand.RegisterSubject(
                patient.ledgerSubject(), patient.signing().publicKey()));
        activities.keep(actor.account(), "patient-registered", patient.id(), likely ? command.notADuplicate() : "");
        return new Registered(patient.id(), patient.number());
    }

    private String nextNumber() {
        return entities.createNativeQuery("SELECT nextval('patient_number_seq')", Long.class)
                .getSingleResult()
                .toString();
    }
}
