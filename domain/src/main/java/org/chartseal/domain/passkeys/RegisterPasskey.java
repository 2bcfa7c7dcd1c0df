package org.chartseal.domain.passkeys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.ledger.KeyStatement;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.passkeys.PasskeyQuestion.Purpose;
import org.chartseal.domain.passkeys.WebAuthn.NewPasskey;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** A patient takes signing into their own hands: from then on the portal's key signs nothing for them. */
@ApplicationScoped
public class RegisterPasskey {

    private final EntityManager entities;
    private final PasskeyQuestions questions;
    private final WebAuthn webAuthn;
    private final SigningKeys keys;
    private final LedgerOutbox outbox;
    private final ActivityLog activities;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public RegisterPasskey(
            EntityManager entities,
            PasskeyQuestions questions,
            WebAuthn webAuthn,
            SigningKeys keys,
            LedgerOutbox outbox,
            ActivityLog activities,
            IdGenerator ids,
            Clock clock) {
        this.entities = entities;
        this.questions = questions;
        this.webAuthn = webAuthn;
        this.keys = keys;
        this.outbox = outbox;
        this.activities = activities;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What the patient's device is to be asked.
     *
     * @throws Refused {@code passkey-exists}: one is in use at a time, and has to be removed first
     */
    @Transactional
    public OpenQuestion prepare(Actor actor) {
        Patient patient = questions.self(actor);
        refuseSecond(patient);
        PasskeyId passkey = new PasskeyId(ids.next());
        String asked = webAuthn.askForPasskey(passkey, actor.account().name());
        PasskeyQuestion question =
                PasskeyQuestion.passkey(new QuestionId(ids.next()), patient.id(), passkey, asked, clock.instant());
        entities.persist(question);
        return new OpenQuestion(question.id(), webAuthn.optionsOf(asked));
    }

    /**
     * The device made a passkey: it signs from now on. The change itself is signed by the key that the portal has kept.
     *
     * @param answer the browser's JSON
     * @throws NotFound when this patient was asked no such thing
     * @throws Refused {@code passkey-question-answered}, {@code passkey-question-expired}, {@code passkey-answer-wrong} or
     *     {@code passkey-exists}
     */
    @Transactional
    public PasskeyId complete(Actor actor, QuestionId id, PasskeyName name, String answer) {
        Patient patient = questions.self(actor);
        refuseSecond(patient);
        PasskeyQuestion question = questions.answered(id, patient, Set.of(Purpose.REGISTER));
        NewPasskey made = webAuthn.passkey(question.asked(), answer);
        Instant now = clock.instant();
        Passkey passkey = new Passkey(new PasskeyId(question.about()), patient.id(), name, made, webAuthn.scope(), now);
        outbox.add(new LedgerCommand.ChangeSubjectKey(statement(patient, passkey, now)));
        entities.persist(passkey);
        entities.flush();
        patient.signWithPasskey(passkey.id().value(), made.publicKey(), made.thumbprint());
        activities.keep(actor.account(), "passkey-registered", patient.id());
        return passkey.id();
    }

    private SignedText statement(Patient patient, Passkey passkey, Instant now) {
        String text = new KeyStatement(
                        patient.ledgerSubject(),
                        patient.signing().thumbprint(),
                        passkey.publicKey(),
                        Optional.of(passkey.scope()),
                        now)
                .canonicalText();
        return new SignedText(text, keys.sign(patient.signing().protectedPrivateKey(), text));
    }

    private static void refuseSecond(Patient patient) {
        if (patient.passkey().isPresent()) {
            throw Refused.because("passkey-exists");
        }
    }
}
