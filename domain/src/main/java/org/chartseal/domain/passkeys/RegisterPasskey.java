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
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.passkeys.PasskeyOwner.Kind;
import org.chartseal.domain.passkeys.PasskeyQuestion.Purpose;
import org.chartseal.domain.passkeys.WebAuthn.NewPasskey;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Signer;
import org.chartseal.domain.people.SigningIdentity;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** A patient or practitioner takes signing into their own hands: from then on the portal's key signs nothing for them. */
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
     * What the person's device is to be asked.
     *
     * @throws Refused {@code passkey-exists}: one is in use at a time, and has to be removed first
     */
    @Transactional
    public OpenQuestion prepare(Actor actor, Kind kind) {
        KeyOwner owner = questions.self(actor, kind);
        refuseSecond(owner.person());
        PasskeyId passkey = new PasskeyId(ids.next());
        String asked = webAuthn.askForPasskey(passkey, actor.account().name());
        PasskeyQuestion question =
                PasskeyQuestion.passkey(new QuestionId(ids.next()), owner.id(), passkey, asked, clock.instant());
        entities.persist(question);
        return new OpenQuestion(question.id(), webAuthn.optionsOf(asked));
    }

    /**
     * The device made a passkey: it signs from now on. The change itself is signed by the key that the portal has kept.
     *
     * @param answer the browser's JSON
     * @throws NotFound when this person was asked no such thing
     * @throws Refused {@code passkey-question-answered}, {@code passkey-question-expired}, {@code passkey-answer-wrong} or
     *     {@code passkey-exists}
     */
    @Transactional
    public PasskeyId complete(Actor actor, Kind kind, QuestionId id, PasskeyName name, String answer) {
        KeyOwner owner = questions.self(actor, kind);
        refuseSecond(owner.person());
        PasskeyQuestion question = questions.answered(id, owner.id(), Set.of(Purpose.REGISTER));
        NewPasskey made = webAuthn.passkey(question.asked(), answer);
        Instant now = clock.instant();
        Passkey passkey = new Passkey(new PasskeyId(question.about()), owner.id(), name, made, webAuthn.scope(), now);
        outbox.add(owner.change(statement(owner, passkey, now)));
        entities.persist(passkey);
        entities.flush();
        owner.person().signWithPasskey(passkey.id().value(), made.publicKey(), made.thumbprint());
        activities.keep(actor.account(), "passkey-registered", owner.id().id());
        return passkey.id();
    }

    private SignedText statement(KeyOwner owner, Passkey passkey, Instant now) {
        SigningIdentity before = owner.person().signing();
        String text = new KeyStatement(
                        owner.ledger(), before.thumbprint(), passkey.publicKey(), Optional.of(passkey.scope()), now)
                .canonicalText();
        return new SignedText(text, keys.sign(before.protectedPrivateKey(), text));
    }

    private static void refuseSecond(Signer person) {
        if (person.passkey().isPresent()) {
            throw Refused.because("passkey-exists");
        }
    }
}
