package org.chartseal.domain.passkeys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.passkeys.PasskeyOwner.Kind;
import org.chartseal.domain.passkeys.PasskeyQuestion.Purpose;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Signer;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Takes answers to what devices were asked, each once, in the transaction of the use case that calls it. */
@ApplicationScoped
class PasskeyQuestions {

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    PasskeyQuestions(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * Who acts, as a patient or as a practitioner.
     *
     * @throws Refused {@code role-missing}, {@code not-a-patient} or {@code not-a-practitioner}
     */
    KeyOwner self(Actor actor, Kind kind) {
        return owner(PasskeyOwner.of(actor, kind));
    }

    /** The person, locked until the transaction ends. */
    KeyOwner owner(PasskeyOwner id) {
        return switch (id.kind()) {
            case PATIENT -> KeyOwner.of(locked(Patient.class, "patient", id.id()));
            case PRACTITIONER -> KeyOwner.of(locked(Practitioner.class, "practitioner", id.id()));
        };
    }

    /** The patient who acts, locked until the transaction ends. */
    Patient patient(Actor actor) {
        return locked(
                Patient.class, "patient", PasskeyOwner.of(actor, Kind.PATIENT).id());
    }

    private <T> T locked(Class<T> type, String what, UUID id) {
        return Optional.ofNullable(entities.find(type, id, LockModeType.PESSIMISTIC_WRITE))
                .orElseThrow(() -> new NotFound(what, id));
    }

    /**
     * The passkey with which the person signs.
     *
     * @throws Refused {@code passkey-missing}
     */
    Passkey passkey(Signer person) {
        return person.passkey()
                .map(id -> entities.find(Passkey.class, id))
                .orElseThrow(() -> Refused.because("passkey-missing"));
    }

    /**
     * Takes the question that is being answered; it cannot be answered again.
     *
     * @throws NotFound when this person was asked no such thing
     * @throws Refused {@code passkey-question-answered} or {@code passkey-question-expired}
     */
    PasskeyQuestion answered(QuestionId id, PasskeyOwner owner, Set<Purpose> purposes) {
        PasskeyQuestion question = Optional.ofNullable(
                        entities.find(PasskeyQuestion.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .filter(asked -> asked.asks(owner))
                .filter(asked -> purposes.contains(asked.purpose()))
                .orElseThrow(() -> new NotFound("question", id));
        question.answer(clock.instant());
        return question;
    }

    /** What nobody answered in time is not kept. */
    void dropExpired(PasskeyOwner owner) {
        entities.createQuery("DELETE FROM PasskeyQuestion q WHERE q."
                        + owner.kind().attribute()
                        + " = :owner AND q.answeredAt IS NULL AND q.expiresAt <= :now")
                .setParameter("owner", owner.id())
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    /** What was asked under another key is not answered any more. */
    void drop(PasskeyOwner owner) {
        entities.createQuery("DELETE FROM PasskeyQuestion q WHERE q."
                        + owner.kind().attribute() + " = :owner AND q.answeredAt IS NULL")
                .setParameter("owner", owner.id())
                .executeUpdate();
    }
}
