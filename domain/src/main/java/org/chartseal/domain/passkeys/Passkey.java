package org.chartseal.domain.passkeys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.ledger.KeyStatement.PasskeyScope;
import org.chartseal.domain.ledger.RegisteredKey;
import org.chartseal.domain.passkeys.PasskeyOwner.Kind;
import org.chartseal.domain.passkeys.WebAuthn.NewPasskey;
import org.jspecify.annotations.Nullable;

/** A patient's or practitioner's own key, of which the portal knows the public half alone. */
@Entity
public class Passkey {

    @Id
    private UUID id;

    @Column(name = "patient_id")
    private @Nullable UUID patientId;

    @Column(name = "practitioner_id")
    private @Nullable UUID practitionerId;

    private String credential;
    private String name;

    @Column(name = "public_key")
    private String publicKey;

    @Column(name = "relying_party")
    private String relyingParty;

    private String origins;

    @Column(name = "registered_at")
    private Instant registeredAt;

    @Column(name = "last_used_at")
    private @Nullable Instant lastUsedAt;

    @Column(name = "removed_at")
    private @Nullable Instant removedAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Passkey() {}

    /** A passkey that begins to count at that moment. */
    public Passkey(
            PasskeyId id,
            PasskeyOwner owner,
            PasskeyName name,
            NewPasskey made,
            PasskeyScope scope,
            Instant registeredAt) {
        this.id = id.value();
        this.patientId = owner.kind() == Kind.PATIENT ? owner.id() : null;
        this.practitionerId = owner.kind() == Kind.PRACTITIONER ? owner.id() : null;
        this.credential = made.credential();
        this.name = name.text();
        this.publicKey = made.publicKey();
        this.relyingParty = scope.relyingParty();
        this.origins = String.join(" ", scope.origins());
        this.registeredAt = registeredAt;
    }

    /** It signed something. */
    void used(Instant at) {
        this.lastUsedAt = at;
    }

    /** It signs nothing any more. */
    void remove(Instant at) {
        this.removedAt = at;
    }

    public PasskeyId id() {
        return new PasskeyId(id);
    }

    /** Its id at the device, Base64url. */
    public String credential() {
        return credential;
    }

    public String name() {
        return name;
    }

    /** X.509 SubjectPublicKeyInfo, Base64. */
    public String publicKey() {
        return publicKey;
    }

    /** Where it signs. */
    public PasskeyScope scope() {
        return new PasskeyScope(relyingParty, List.of(origins.split(" ", -1)));
    }

    /** As the ledger registers it. */
    public RegisteredKey key() {
        return new RegisteredKey(publicKey, Optional.of(scope()));
    }

    public Instant registeredAt() {
        return registeredAt;
    }

    public Optional<Instant> lastUsedAt() {
        return Optional.ofNullable(lastUsedAt);
    }

    public Optional<Instant> removedAt() {
        return Optional.ofNullable(removedAt);
    }
}
