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
import org.chartseal.domain.consent.AwaitedStatements;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.documents.SigningKeys.SigningKey;
import org.chartseal.domain.ledger.KeyStatement;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.OutboxMessage;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.passkeys.PasskeyOwner.Kind;
import org.chartseal.domain.passkeys.PasskeyQuestion.Purpose;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** A patient or practitioner gives their passkey up, with its own signature: from then on the portal signs for them, with a new key. */
@ApplicationScoped
public class RemovePasskey {

    private final EntityManager entities;
    private final PasskeyQuestions questions;
    private final AwaitedStatements awaited;
    private final WebAuthn webAuthn;
    private final SigningKeys keys;
    private final LedgerOutbox outbox;
    private final ActivityLog activities;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public RemovePasskey(
            EntityManager entities,
            PasskeyQuestions questions,
            AwaitedStatements awaited,
            WebAuthn webAuthn,
            SigningKeys keys,
            LedgerOutbox outbox,
            ActivityLog activities,
            IdGenerator ids,
            Clock clock) {
        this.entities = entities;
        this.questions = questions;
        this.awaited = awaited;
        this.webAuthn = webAuthn;
        this.keys = keys;
        this.outbox = outbox;
        this.activities = activities;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Writes down the statement that names the new key, for ten minutes, and what the device is to be asked about it.
     *
     * @throws Refused {@code passkey-missing}
     */
    @Transactional
    public OpenQuestion prepare(Actor actor, Kind kind) {
        KeyOwner owner = questions.self(actor, kind);
        Passkey passkey = questions.passkey(owner.person());
        SigningKey next = keys.create();
        Instant now = clock.instant();
        String text = new KeyStatement(
                        owner.ledger(), owner.person().signing().thumbprint(), next.publicKey(), Optional.empty(), now)
                .canonicalText();
        OutboxMessage message =
                OutboxMessage.of(owner.change(SignedText.unsigned(text))).get(0);
        PasskeyQuestion question = PasskeyQuestion.signature(
                        new QuestionId(ids.next()),
                        owner.id(),
                        Purpose.REMOVE,
                        passkey.id().value(),
                        message,
                        now)
                .thenKeep(next);
        entities.persist(question);
        return new OpenQuestion(question.id(), webAuthn.askForSignature(passkey, text));
    }

    /**
     * The device said yes. What waited for a patient's signature is signed by the portal now.
     *
     * @param answer the browser's JSON
     * @throws NotFound when this person was asked no such thing
     * @throws Refused {@code passkey-question-answered}, {@code passkey-question-expired}, {@code passkey-answer-wrong} or
     *     {@code passkey-missing}
     */
    @Transactional
    public void complete(Actor actor, Kind kind, QuestionId id, String answer) {
        KeyOwner owner = questions.self(actor, kind);
        Passkey passkey = questions.passkey(owner.person());
        PasskeyQuestion question = questions.answered(id, owner.id(), Set.of(Purpose.REMOVE));
        OutboxMessage message = question.message();
        outbox.add(message.signed(webAuthn.signature(passkey, message.signedText(), answer)));
        passkey.used(clock.instant());
        passkey.remove(clock.instant());
        owner.person().signWithKeptKey(question.nextKey());
        entities.flush();
        questions.drop(owner.id());
        if (owner.person() instanceof Patient patient) {
            awaited.signByPortal(patient);
        }
        activities.keep(actor.account(), "passkey-removed", owner.id().id());
    }
}
