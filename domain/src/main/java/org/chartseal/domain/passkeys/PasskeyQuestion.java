package org.chartseal.domain.passkeys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.chartseal.domain.documents.SigningKeys.SigningKey;
import org.chartseal.domain.ledger.OutboxMessage;
import org.chartseal.domain.passkeys.PasskeyOwner.Kind;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** What a person's device was asked: to make a passkey, or to sign exactly one text. It is answered once, and soon. */
@Entity
@Table(name = "passkey_question")
class PasskeyQuestion {

    /** How long an answer is waited for. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What for. */
    enum Purpose {
        REGISTER,
        GIVE_ACCESS,
        REVOKE_ACCESS,
        REMOVE,
        /** The text that a form makes; the form is posted again with the signature. */
        SIGN_FORM;

        /** As it is stored. */
        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Purpose ofCode(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    @Id
    private UUID id;

    @Column(name = "patient_id")
    private @Nullable UUID patientId;

    @Column(name = "practitioner_id")
    private @Nullable UUID practitionerId;

    private String purpose;
    private UUID about;
    private String asked;
    private @Nullable String kind;
    private @Nullable String subject;
    private @Nullable String payload;
    private @Nullable String form;
    private @Nullable String drawn;

    @Column(name = "next_public_key")
    private @Nullable String nextPublicKey;

    @Column(name = "next_thumbprint")
    private @Nullable String nextThumbprint;

    @Column(name = "next_private_key")
    private byte @Nullable [] nextPrivateKey;

    @Column(name = "asked_at")
    private Instant askedAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "answered_at")
    private @Nullable Instant answeredAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected PasskeyQuestion() {}

    private PasskeyQuestion(QuestionId id, PasskeyOwner owner, Purpose purpose, UUID about, String asked, Instant now) {
        this.id = id.value();
        this.patientId = owner.kind() == Kind.PATIENT ? owner.id() : null;
        this.practitionerId = owner.kind() == Kind.PRACTITIONER ? owner.id() : null;
        this.purpose = purpose.code();
        this.about = about;
        this.asked = asked;
        this.askedAt = now;
        this.expiresAt = now.plus(PATIENCE);
    }

    /** Asks for a new passkey. */
    static PasskeyQuestion passkey(QuestionId id, PasskeyOwner owner, PasskeyId passkey, String asked, Instant now) {
        return new PasskeyQuestion(id, owner, Purpose.REGISTER, passkey.value(), asked, now);
    }

    /** Asks for the signature that completes the message. */
    static PasskeyQuestion signature(
            QuestionId id, PasskeyOwner owner, Purpose purpose, UUID about, OutboxMessage message, Instant now) {
        PasskeyQuestion question = new PasskeyQuestion(id, owner, purpose, about, message.signedText(), now);
        question.kind = message.kind();
        question.subject = message.subject();
        question.payload = message.payload();
        return question;
    }

    /**
     * Asks for the signature over the text that a form makes.
     *
     * @param form fingerprint of the form
     * @param drawn what was drawn when the text was made
     */
    static PasskeyQuestion form(
            QuestionId id, PasskeyOwner owner, PasskeyId passkey, String text, String form, Drawn drawn, Instant now) {
        PasskeyQuestion question = new PasskeyQuestion(id, owner, Purpose.SIGN_FORM, passkey.value(), text, now);
        question.form = form;
        question.drawn = drawn.json();
        return question;
    }

    /** The key that the portal keeps for the person once this is signed. */
    PasskeyQuestion thenKeep(SigningKey key) {
        this.nextPublicKey = key.publicKey();
        this.nextThumbprint = key.thumbprint();
        this.nextPrivateKey = key.protectedPrivateKey();
        return this;
    }

    /**
     * It is being answered, now and never again. What was drawn for it is not kept beyond that: a salt belongs with its content.
     *
     * @throws Refused {@code passkey-question-answered} or {@code passkey-question-expired}
     */
    void answer(Instant now) {
        if (answeredAt != null) {
            throw Refused.because("passkey-question-answered");
        }
        if (!now.isBefore(expiresAt)) {
            throw Refused.because("passkey-question-expired");
        }
        this.answeredAt = now;
        if (drawn != null) {
            this.drawn = new Drawn().json();
        }
    }

    QuestionId id() {
        return new QuestionId(id);
    }

    boolean asks(PasskeyOwner owner) {
        return owner.id().equals(owner.kind() == Kind.PATIENT ? patientId : practitionerId);
    }

    Purpose purpose() {
        return Purpose.ofCode(purpose);
    }

    UUID about() {
        return about;
    }

    String asked() {
        return asked;
    }

    /** What goes to the ledger with the signature. */
    OutboxMessage message() {
        if (kind == null || subject == null || payload == null) {
            throw new IllegalStateException("nothing is signed here: " + id);
        }
        return new OutboxMessage(kind, subject, payload);
    }

    /** Fingerprint of the form whose text is signed. */
    String form() {
        return Objects.requireNonNull(form);
    }

    /** What was drawn when the form's text was made. */
    Drawn drawn() {
        return Drawn.parse(Objects.requireNonNull(drawn));
    }

    SigningKey nextKey() {
        if (nextPublicKey == null || nextThumbprint == null || nextPrivateKey == null) {
            throw new IllegalStateException("no key follows: " + id);
        }
        return new SigningKey(nextPublicKey, nextThumbprint, nextPrivateKey);
    }
}
