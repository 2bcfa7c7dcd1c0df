package org.chartseal.domain.passkeys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.SignatureNeeded;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Has a practitioner's device asked for the signature that a form needs, once what the form began is rolled back. */
@ApplicationScoped
public class AskForSignature {

    private final EntityManager entities;
    private final PasskeyQuestions questions;
    private final WebAuthn webAuthn;
    private final PostedForm.Source forms;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public AskForSignature(
            EntityManager entities,
            PasskeyQuestions questions,
            WebAuthn webAuthn,
            PostedForm.Source forms,
            IdGenerator ids,
            Clock clock) {
        this.entities = entities;
        this.questions = questions;
        this.webAuthn = webAuthn;
        this.forms = forms;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Writes down the exact text, what was drawn for it and the form, for ten minutes, and what the device is to be asked.
     *
     * @throws Refused {@code passkey-missing} when the practitioner gave it up meanwhile
     * @throws NotFound when another practitioner's signature is needed
     */
    @Transactional
    public OpenQuestion prepare(Actor actor, SignatureNeeded needed) {
        PractitionerId signer = actor.requirePractitioner();
        if (!signer.equals(needed.signer())) {
            throw new NotFound("practitioner", needed.signer());
        }
        Passkey passkey = questions.passkey(entities.find(Practitioner.class, signer.value()));
        questions.dropExpired(PasskeyOwner.of(signer));
        PostedForm form = forms.current();
        PasskeyQuestion question = PasskeyQuestion.form(
                new QuestionId(ids.next()),
                PasskeyOwner.of(signer),
                passkey.id(),
                needed.text(),
                form.fingerprint(),
                form.drawn().orElseGet(Drawn::new),
                clock.instant());
        entities.persist(question);
        return new OpenQuestion(question.id(), webAuthn.askForSignature(passkey, needed.text()));
    }
}
