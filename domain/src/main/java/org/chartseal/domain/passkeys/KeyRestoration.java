package org.chartseal.domain.passkeys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.documents.SigningKeys.SigningKey;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.passkeys.PasskeyOwner.Kind;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** Someone has lost their passkey, and two practitioners say so; then the portal signs for them, with a new key. */
@Entity
@Table(name = "key_restoration")
class KeyRestoration {

    /** How long both witnesses have. */
    static final Duration PATIENCE = Duration.ofHours(24);

    @Id
    private UUID id;

    @Column(name = "patient_id")
    private @Nullable UUID patientId;

    @Column(name = "practitioner_id")
    private @Nullable UUID practitionerId;

    private String lost;
    private String reason;

    @Column(name = "next_public_key")
    private String nextPublicKey;

    @Column(name = "next_thumbprint")
    private String nextThumbprint;

    @Column(name = "next_private_key")
    private byte[] nextPrivateKey;

    @Column(name = "opened_by")
    private UUID openedBy;

    @Column(name = "opened_at")
    private Instant openedAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "first_witness_id")
    private @Nullable UUID firstWitness;

    @Column(name = "first_text")
    private @Nullable String firstText;

    @Column(name = "first_signature")
    private @Nullable String firstSignature;

    @Column(name = "first_at")
    private @Nullable Instant firstAt;

    @Column(name = "second_witness_id")
    private @Nullable UUID secondWitness;

    @Column(name = "second_text")
    private @Nullable String secondText;

    @Column(name = "second_signature")
    private @Nullable String secondSignature;

    @Column(name = "second_at")
    private @Nullable Instant secondAt;

    @Column(name = "dropped_at")
    private @Nullable Instant droppedAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected KeyRestoration() {}

    KeyRestoration(
            RestorationId id,
            KeyOwner holder,
            RestorationReason reason,
            SigningKey next,
            PractitionerId openedBy,
            Instant openedAt) {
        PasskeyOwner whose = holder.id();
        this.id = id.value();
        this.patientId = whose.kind() == Kind.PATIENT ? whose.id() : null;
        this.practitionerId = whose.kind() == Kind.PRACTITIONER ? whose.id() : null;
        this.lost = holder.person().signing().thumbprint();
        this.reason = reason.text();
        this.nextPublicKey = next.publicKey();
        this.nextThumbprint = next.thumbprint();
        this.nextPrivateKey = next.protectedPrivateKey();
        this.openedBy = openedBy.value();
        this.openedAt = openedAt;
        this.expiresAt = openedAt.plus(PATIENCE);
    }

    /** Where it stands. */
    enum State {
        OPEN,
        DONE,
        /** Nobody goes on with it, or its time is over. */
        DROPPED
    }

    State state(Instant now) {
        if (secondAt != null) {
            return State.DONE;
        }
        return droppedAt != null || !now.isBefore(expiresAt) ? State.DROPPED : State.OPEN;
    }

    /**
     * Insists that a witness can still sign.
     *
     * @throws Refused {@code restoration-over}
     */
    void requireOpen(Instant now) {
        if (state(now) != State.OPEN) {
            throw Refused.because("restoration-over");
        }
    }

    /** A witness signed; the second one completes it. */
    void witnessed(PractitionerId by, SignedText statement, Instant at) {
        if (firstWitness == null) {
            this.firstWitness = by.value();
            this.firstText = statement.text();
            this.firstSignature = statement.signature();
            this.firstAt = at;
        } else {
            this.secondWitness = by.value();
            this.secondText = statement.text();
            this.secondSignature = statement.signature();
            this.secondAt = at;
        }
    }

    void drop(Instant at) {
        this.droppedAt = at;
    }

    RestorationId id() {
        return new RestorationId(id);
    }

    PasskeyOwner holder() {
        return patientId != null
                ? new PasskeyOwner(Kind.PATIENT, patientId)
                : new PasskeyOwner(Kind.PRACTITIONER, Objects.requireNonNull(practitionerId));
    }

    /** Thumbprint of the key that is gone. */
    String lost() {
        return lost;
    }

    String reason() {
        return reason;
    }

    SigningKey next() {
        return new SigningKey(nextPublicKey, nextThumbprint, nextPrivateKey);
    }

    PractitionerId openedBy() {
        return new PractitionerId(openedBy);
    }

    Instant openedAt() {
        return openedAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    Optional<PractitionerId> firstWitness() {
        return Optional.ofNullable(firstWitness).map(PractitionerId::new);
    }

    Optional<PractitionerId> secondWitness() {
        return Optional.ofNullable(secondWitness).map(PractitionerId::new);
    }

    /** What the first witness signed. */
    SignedText firstStatement() {
        return new SignedText(Objects.requireNonNull(firstText), Objects.requireNonNull(firstSignature));
    }

    Optional<Instant> doneAt() {
        return Optional.ofNullable(secondAt);
    }
}
