package org.chartseal.domain.emergency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.ledger.EmergencyStatement;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerEmergencyId;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.records.SignatureNeeded;
import org.chartseal.domain.records.SigningHand;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Pause;
import org.chartseal.domain.shared.Refused;

/**
 * A doctor opens a patient's whole record in an emergency. First the access, the word to the patient and the message for the
 * ledger are durable; then the ledger holds it; only then does content open. A ledger that does not answer in time holds up
 * nobody: content opens, the access is marked, and the outbox brings it to the ledger by itself.
 */
@ApplicationScoped
public class OpenEmergencyAccess {

    /** With a moment of 50 ms between two of them about three seconds. */
    static final int LOOKS = 60;

    private static final String ON_LEDGER =
            "SELECT state FROM ledger_outbox WHERE kind = 'open-emergency' AND subject = ?1";

    private final NewTransaction transaction;
    private final SigningHand hand;
    private final IdGenerator ids;
    private final Pause pause;
    private final Clock clock;

    @Inject
    public OpenEmergencyAccess(
            NewTransaction transaction, SigningHand hand, IdGenerator ids, Pause pause, Clock clock) {
        this.transaction = transaction;
        this.hand = hand;
        this.ids = ids;
        this.pause = pause;
        this.clock = clock;
    }

    /** What the doctor decides. */
    public record Command(PatientId patient, EmergencyReason reason, EmergencyMinutes minutes) {}

    /**
     * An access that is open.
     *
     * @param until exclusive
     * @param anchoring {@link Anchoring#BEFORE} or {@link Anchoring#LATER}
     */
    public record Opened(EmergencyId id, Instant until, Anchoring anchoring) {}

    /**
     * Opens the record. Its caller has no transaction: each step is one of its own. Where an earlier call was cut off before
     * content opened, this one finishes it.
     *
     * @throws NotFound when there is no such patient
     * @throws Refused {@code role-missing}, {@code practitioner-not-verified}, {@code licence-run-out},
     *     {@code emergency-open-already}, or {@code emergency-not-accepted} when the ledger's contract says no
     * @throws SignatureNeeded when the doctor's passkey has to sign
     */
    public Opened open(Actor actor, Command command) {
        EmergencyId id = keep(actor, command);
        String onLedger = waitForLedger(id);
        EmergencyAccess access = transaction.call(entities -> decided(entities, id, onLedger));
        if (access.anchoring() == Anchoring.REFUSED) {
            throw Refused.because("emergency-not-accepted");
        }
        return new Opened(id, access.openUntil(), access.anchoring());
    }

    private EmergencyId keep(Actor actor, Command command) {
        try {
            return transaction.call(entities -> keep(entities, actor, command));
        } catch (PersistenceException refused) {
            if (Constraints.violated(refused)
                    .filter("emergency_access_one_open"::equals)
                    .isPresent()) {
                throw Refused.because("emergency-open-already").causedBy(refused);
            }
            throw refused;
        }
    }

    private EmergencyId keep(EntityManager entities, Actor actor, Command command) {
        Practitioner practitioner = new MayOpenInEmergency(entities, clock).require(actor);
        Patient patient = Optional.ofNullable(
                        entities.find(Patient.class, command.patient().value()))
                .orElseThrow(() -> new NotFound("patient", command.patient()));
        // Two who insert at once would wait for each other in the constraint that lets one be open.
        entities.lock(practitioner, LockModeType.PESSIMISTIC_WRITE);
        Optional<EmergencyAccess> open = open(entities, practitioner, patient);
        if (open.isPresent()) {
            return cutOff(open.get());
        }
        EmergencyAccess access = new EmergencyAccess(
                new EmergencyId(hand.id()),
                patient,
                practitioner,
                command.reason(),
                hand.salt(),
                command.minutes(),
                hand.time());
        entities.persist(access);
        entities.flush();
        new TellPatient(entities, ids, clock).tell(patient.id(), TellPatient.OPENED, access.id(), access.openedAt());
        new ActivityLog(entities, clock).keep(actor.account(), "emergency-opened", access.id());
        new LedgerOutbox(entities, clock).add(new LedgerCommand.OpenEmergency(signed(access, patient, practitioner)));
        return access.id();
    }

    private Optional<EmergencyAccess> open(EntityManager entities, Practitioner practitioner, Patient patient) {
        return entities.createQuery("""
                        SELECT e FROM EmergencyAccess e
                        WHERE e.practitionerId = :practitioner AND e.patientId = :patient AND e.openUntil > :now
                        """, EmergencyAccess.class)
                .setParameter("practitioner", practitioner.id().value())
                .setParameter("patient", patient.id().value())
                .setParameter("now", clock.instant())
                .getResultStream()
                .findFirst();
    }

    private static EmergencyId cutOff(EmergencyAccess open) {
        if (open.anchoring() == Anchoring.WAITING) {
            return open.id();
        }
        throw Refused.because("emergency-open-already", Map.of("until", open.openUntil()));
    }

    private SignedText signed(EmergencyAccess access, Patient patient, Practitioner practitioner) {
        String text = new EmergencyStatement(
                        new LedgerEmergencyId(access.id().value()),
                        patient.ledgerSubject(),
                        practitioner.ledgerId(),
                        access.minutes().value(),
                        access.reasonSalt().commitTo(access.reason().text()),
                        access.openedAt(),
                        practitioner.signing().thumbprint())
                .canonicalText();
        return hand.sign(practitioner, text);
    }

    /** The state of the message, as soon as it is settled; {@code pending} when it is not in time. */
    private String waitForLedger(EmergencyId id) {
        String state = onLedger(id);
        for (int look = 1; look < LOOKS && state.equals("pending"); look++) {
            pause.moment();
            state = onLedger(id);
        }
        return state;
    }

    private String onLedger(EmergencyId id) {
        List<?> states = transaction.call(entities -> entities.createNativeQuery(ON_LEDGER, String.class)
                .setParameter(1, id.toString())
                .getResultList());
        return states.stream().map(String::valueOf).findFirst().orElse("pending");
    }

    private EmergencyAccess decided(EntityManager entities, EmergencyId id, String onLedger) {
        EmergencyAccess access = entities.find(EmergencyAccess.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (onLedger.equals("refused")) {
            access.refuse(clock.instant());
        } else {
            access.letThrough(onLedger.equals("anchored"));
        }
        return access;
    }
}
