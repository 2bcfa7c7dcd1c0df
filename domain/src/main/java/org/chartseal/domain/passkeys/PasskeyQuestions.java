package org.chartseal.domain.passkeys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.passkeys.PasskeyQuestion.Purpose;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.Role;
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

    /** The patient that acts. */
    Patient self(Actor actor) {
        actor.require(Role.PATIENT);
        return Optional.ofNullable(
                        entities.find(Patient.class, actor.requirePatient().value(), LockModeType.PESSIMISTIC_WRITE))
                .orElseThrow(() -> new NotFound("patient", actor.requirePatient()));
    }

    /**
     * The passkey with which the patient signs.
     *
     * @throws Refused {@code passkey-missing}
     */
    Passkey passkey(Patient patient) {
        return patient.passkey()
                .map(id -> entities.find(Passkey.class, id))
                .orElseThrow(() -> Refused.because("passkey-missing"));
    }

    /**
     * Takes the question that is being answered; it cannot be answered again.
     *
     * @throws NotFound when this patient was asked no such thing
     * @throws Refused {@code passkey-question-answered} or {@code passkey-question-expired}
     */
    PasskeyQuestion answered(QuestionId id, Patient patient, Set<Purpose> purposes) {
        PasskeyQuestion question = Optional.ofNullable(
                        entities.find(PasskeyQuestion.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .filter(asked -> asked.patient().equals(patient.id()))
                .filter(asked -> purposes.contains(asked.purpose()))
                .orElseThrow(() -> new NotFound("question", id));
        question.answer(clock.instant());
        return question;
    }

    /** What was asked under another key is not answered any more. */
    void drop(Patient patient) {
        entities.createQuery("DELETE FROM PasskeyQuestion q WHERE q.patientId = :patient AND q.answeredAt IS NULL")
                .setParameter("patient", patient.id().value())
                .executeUpdate();
    }
}
