package org.chartseal.domain.passkeys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.consent.AwaitedStatements;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.RestorationStatement;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.passkeys.PasskeyOwner.Kind;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.SigningHand;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/**
 * Practitioners see someone who has lost their passkey, with an identity document, and sign that, each with a passkey of their
 * own. With the second signature the portal keeps a new key for the person.
 */
@ApplicationScoped
public class WitnessRestoration {

    private final EntityManager entities;
    private final PasskeyQuestions people;
    private final Witnesses witnesses;
    private final AwaitedStatements awaited;
    private final SigningHand hand;
    private final LedgerOutbox outbox;
    private final AccessLog accessLog;
    private final ActivityLog activities;
    private final Clock clock;

    @Inject
    public WitnessRestoration(
            EntityManager entities,
            PasskeyQuestions people,
            Witnesses witnesses,
            AwaitedStatements awaited,
            SigningHand hand,
            LedgerOutbox outbox,
            AccessLog accessLog,
            ActivityLog activities,
            Clock clock) {
        this.entities = entities;
        this.people = people;
        this.witnesses = witnesses;
        this.awaited = awaited;
        this.hand = hand;
        this.outbox = outbox;
        this.accessLog = accessLog;
        this.activities = activities;
        this.clock = clock;
    }

    /**
     * A restoration as a witness sees it.
     *
     * @param kind of the holder
     * @param facts what the identity document has to say besides the name: of a patient number and birth date
     * @param firstWitness who has signed; empty when nobody has
     * @param canSign whether the actor can
     */
    public record View(
            RestorationId id,
            Kind kind,
            String holder,
            Optional<Facts> facts,
            String reason,
            String openedBy,
            Instant openedAt,
            Instant expiresAt,
            Optional<String> firstWitness,
            boolean canSign) {}

    /** What tells a patient from another of the same name. */
    public record Facts(String number, java.time.LocalDate birthDate) {}

    /**
     * All that wait for witnesses, the oldest first. That the actor saw which patients is kept in the access log.
     *
     * @throws Refused why the actor cannot be a witness
     */
    @Transactional
    public List<View> waiting(Actor actor) {
        Practitioner self = witnesses.require(actor);
        return entities.createQuery("""
                        SELECT r FROM KeyRestoration r
                        WHERE r.secondAt IS NULL AND r.droppedAt IS NULL AND r.expiresAt > :now ORDER BY r.openedAt
                        """, KeyRestoration.class)
                .setParameter("now", clock.instant())
                .getResultStream()
                .map(each -> view(actor, self, each))
                .toList();
    }

    /**
     * One that waits.
     *
     * @throws NotFound when there is none
     * @throws Refused why the actor cannot be a witness
     */
    @Transactional
    public View look(Actor actor, RestorationId id) {
        Practitioner self = witnesses.require(actor);
        KeyRestoration restoration = Optional.ofNullable(entities.find(KeyRestoration.class, id.value()))
                .filter(each -> each.state(clock.instant()) == KeyRestoration.State.OPEN)
                .orElseThrow(() -> new NotFound("restoration", id));
        return view(actor, self, restoration);
    }

    private View view(Actor actor, Practitioner self, KeyRestoration restoration) {
        PasskeyOwner holder = restoration.holder();
        Optional<Patient> patient = holder.kind() == Kind.PATIENT
                ? Optional.of(entities.find(Patient.class, holder.id()))
                : Optional.empty();
        patient.ifPresent(each -> accessLog.keep(OpenRestoration.lookedUp(actor, each.id(), clock.instant())));
        boolean own = patient.map(
                        each -> each.account().isPresent() && each.account().equals(self.account()))
                .orElse(holder.equals(PasskeyOwner.of(self.id())));
        return new View(
                restoration.id(),
                holder.kind(),
                patient.map(each -> each.name().full()).orElseGet(() -> nameOf(new PractitionerId(holder.id()))),
                patient.map(each -> new Facts(each.number(), each.birthDate())),
                restoration.reason(),
                nameOf(restoration.openedBy()),
                restoration.openedAt(),
                restoration.expiresAt(),
                restoration.firstWitness().map(this::nameOf),
                !own && !restoration.firstWitness().equals(Optional.of(self.id())));
    }

    private String nameOf(PractitionerId id) {
        return entities.find(Practitioner.class, id.value()).displayName();
    }

    /**
     * The actor has seen the person and the document, and signs; the second witness completes it. What waited for a patient's
     * signature is signed by the portal then.
     *
     * @return whether it is complete
     * @throws NotFound when there is no such restoration
     * @throws Refused {@code restoration-over}, {@code restoration-own}, {@code restoration-signed-already};
     *     {@code restoration-key-changed} when the key that was lost, or the first witness's, is not the present one any more;
     *     or why the actor cannot be a witness
     * @throws org.chartseal.domain.records.SignatureNeeded when the actor's passkey has not signed yet
     */
    @Transactional
    public boolean sign(Actor actor, RestorationId id) {
        KeyRestoration restoration = locked(id);
        restoration.requireOpen(clock.instant());
        KeyOwner holder = people.owner(restoration.holder());
        Practitioner self = witnesses.require(actor);
        OpenRestoration.requireOther(self, holder);
        if (restoration.firstWitness().equals(Optional.of(self.id()))) {
            throw Refused.because("restoration-signed-already");
        }
        if (!holder.person().signing().thumbprint().equals(restoration.lost())) {
            throw Refused.because("restoration-key-changed");
        }
        SignedText statement = hand.sign(self, text(restoration, holder, self));
        Optional<PractitionerId> first = restoration.firstWitness();
        restoration.witnessed(self.id(), statement, clock.instant());
        activities.keep(actor.account(), "restoration-witnessed", id);
        first.ifPresent(witness -> complete(restoration, holder, requireStill(restoration, witness), statement));
        return first.isPresent();
    }

    private KeyRestoration locked(RestorationId id) {
        return Optional.ofNullable(entities.find(KeyRestoration.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .orElseThrow(() -> new NotFound("restoration", id));
    }

    private String text(KeyRestoration restoration, KeyOwner holder, Practitioner witness) {
        return new RestorationStatement(
                        holder.ledger(),
                        witness.ledgerId(),
                        witness.signing().thumbprint(),
                        restoration.lost(),
                        restoration.next().publicKey(),
                        Optional.empty(),
                        hand.time())
                .canonicalText();
    }

    /** The ledger takes the first statement only while its witness has the key that signed it. */
    private SignedText requireStill(KeyRestoration restoration, PractitionerId witness) {
        SignedText statement = restoration.firstStatement();
        String key = witnesses.require(witness).signing().thumbprint();
        if (!statement.text().contains("\"key\":\"" + key + "\"")) {
            throw Refused.because("restoration-key-changed");
        }
        return statement;
    }

    private void complete(KeyRestoration restoration, KeyOwner holder, SignedText first, SignedText second) {
        Instant now = clock.instant();
        List<SignedText> statements = List.of(first, second);
        outbox.add(
                holder.person() instanceof Patient
                        ? new LedgerCommand.RestoreSubjectKey(statements)
                        : new LedgerCommand.RestorePractitionerKey(statements));
        people.passkey(holder.person()).remove(now);
        holder.person().signWithKeptKey(restoration.next());
        entities.flush();
        people.drop(holder.id());
        if (holder.person() instanceof Patient patient) {
            awaited.signByPortal(patient);
        }
    }

    /**
     * Nobody goes on with it, for instance because the device was found.
     *
     * @throws NotFound when there is no such restoration
     * @throws Refused {@code restoration-over}, or why the actor cannot be a witness
     */
    @Transactional
    public void drop(Actor actor, RestorationId id) {
        witnesses.require(actor);
        KeyRestoration restoration = locked(id);
        restoration.requireOpen(clock.instant());
        restoration.drop(clock.instant());
        activities.keep(actor.account(), "restoration-dropped", id);
    }
}
