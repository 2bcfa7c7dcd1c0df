package org.chartseal.domain.passkeys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.chartseal.domain.documents.SigningKeys.SigningKey;
import org.chartseal.domain.ledger.OutboxMessage;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** What a patient's device was asked: to make a passkey, or to sign exactly one text. It is answered once, and soon. */
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
        REMOVE;

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
    private UUID patientId;

    private String purpose;
    private UUID about;
    private String asked;
    private @Nullable String kind;
    private @Nullable String subject;
    private @Nullable String payload;

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

    private PasskeyQuestion(QuestionId id, PatientId patient, Purpose purpose, UUID about, String asked, Instant now) {
        this.id = id.value();
        this.patientId = patient.value();
        this.purpose = purpose.code();
        this.about = about;
        this.asked = asked;
        this.askedAt = now;
        this.expiresAt = now.plus(PATIENCE);
    }

    /** Asks for a new passkey. */
    static PasskeyQuestion passkey(QuestionId id, PatientId patient, PasskeyId passkey, String asked, Instant now) {
        return new PasskeyQuestion(id, patient, Purpose.REGISTER, passkey.value(), asked, now);
    }

    /** Asks for the signature that completes the message. */
    static PasskeyQuestion signature(
            QuestionId id, PatientId patient, Purpose purpose, UUID about, OutboxMessage message, Instant now) {
        PasskeyQuestion question = new PasskeyQuestion(id, patient, purpose, about, message.signedText(), now);
        question.kind = message.kind();
        question.subject = message.subject();
        question.payload = message.payload();
        return question;
    }

    /** The key that the portal keeps for the patient once this is signed. */
    PasskeyQuestion thenKeep(SigningKey key) {
        this.nextPublicKey = key.publicKey();
        this.nextThumbprint = key.thumbprint();
        this.nextPrivateKey = key.protectedPrivateKey();
        return this;
    }

    /**
     * It is being answered, now and never again.
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
    }

    QuestionId id() {
        return new QuestionId(id);
    }

    PatientId patient() {
        return new PatientId(patientId);
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

    SigningKey nextKey() {
        if (nextPublicKey == null || nextThumbprint == null || nextPrivateKey == null) {
            throw new IllegalStateException("no key follows: " + id);
        }
        return new SigningKey(nextPublicKey, nextThumbprint, nextPrivateKey);
    }
}
