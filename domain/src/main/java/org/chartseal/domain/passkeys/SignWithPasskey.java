package org.chartseal.domain.passkeys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.consent.AwaitedStatements;
import org.chartseal.domain.consent.AwaitedStatements.Kind;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerCommand.GiveAccess;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.OutboxMessage;
import org.chartseal.domain.passkeys.PasskeyQuestion.Purpose;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** A patient signs with their passkey what waits for that: a grant, or the end of one. */
@ApplicationScoped
public class SignWithPasskey {

    private static final Set<Purpose> PURPOSES = EnumSet.of(Purpose.GIVE_ACCESS, Purpose.REVOKE_ACCESS);

    private final EntityManager entities;
    private final PasskeyQuestions questions;
    private final AwaitedStatements awaited;
    private final WebAuthn webAuthn;
    private final LedgerOutbox outbox;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public SignWithPasskey(
            EntityManager entities,
            PasskeyQuestions questions,
            AwaitedStatements awaited,
            WebAuthn webAuthn,
            LedgerOutbox outbox,
            IdGenerator ids,
            Clock clock) {
        this.entities = entities;
        this.questions = questions;
        this.awaited = awaited;
        this.webAuthn = webAuthn;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Writes down the exact text, for ten minutes, and what the device is to be asked about it.
     *
     * @throws NotFound when nothing of the kind waits for this patient
     * @throws Refused {@code passkey-missing}
     */
    @Transactional
    public OpenQuestion prepare(Actor actor, Kind kind, GrantId grant) {
        Patient patient = questions.patient(actor);
        Passkey passkey = questions.passkey(patient);
        LedgerCommand command = awaited.unsigned(kind, grant, patient);
        OutboxMessage message = OutboxMessage.of(command).get(0);
        PasskeyQuestion question = PasskeyQuestion.signature(
                new QuestionId(ids.next()),
                PasskeyOwner.of(patient.id()),
                Purpose.ofCode(kind.code()),
                grant.value(),
                message,
                clock.instant());
        entities.persist(question);
        return new OpenQuestion(question.id(), webAuthn.askForSignature(passkey, message.signedText()));
    }

    /** What was signed. */
    public record Signed(Kind kind, GrantId grant) {}

    /**
     * The device said yes: the statement counts and goes to the ledger.
     *
     * @param answer the browser's JSON
     * @throws NotFound when this patient was asked no such thing, or nothing waits any more
     * @throws Refused {@code passkey-question-answered}, {@code passkey-question-expired}, {@code passkey-answer-wrong} or
     *     {@code passkey-missing}
     */
    @Transactional
    public Signed complete(Actor actor, QuestionId id, String answer) {
        Patient patient = questions.patient(actor);
        Passkey passkey = questions.passkey(patient);
        PasskeyQuestion question = questions.answered(id, PasskeyOwner.of(patient.id()), PURPOSES);
        OutboxMessage message = question.message();
        if (message.command() instanceof GiveAccess give && !give.scopeFits()) {
            throw Refused.because("passkey-answer-wrong");
        }
        String signature = webAuthn.signature(passkey, message.signedText(), answer);
        Kind kind = kind(question.purpose());
        UUID grant = question.about();
        awaited.signed(kind, new GrantId(grant), patient);
        outbox.add(message.signed(signature));
        passkey.used(clock.instant());
        return new Signed(kind, new GrantId(grant));
    }

    private static Kind kind(Purpose purpose) {
        return purpose == Purpose.GIVE_ACCESS ? Kind.GIVE_ACCESS : Kind.REVOKE_ACCESS;
    }
}
