package org.chartseal.domain.people;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.documents.SigningKeys.SigningKey;
import org.chartseal.domain.ledger.LedgerPractitionerId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** Someone who treats or measures. Only a verified one, within their licence, can sign. */
@Entity
public class Practitioner implements Signer {

    /** Where a practitioner stands. */
    public enum State {
        REGISTERED,
        VERIFIED,
        SUSPENDED;

        /** As it is stored and named in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Id
    private UUID id;

    @Version
    private int version;

    private @Nullable String account;
    private String prefix;

    @Column(name = "given_name")
    private String givenName;

    @Column(name = "family_name")
    private String familyName;

    private String profession;
    private String speciality;

    @Column(name = "department_id")
    private UUID departmentId;

    @Column(name = "licence_number")
    private @Nullable String licenceNumber;

    @Column(name = "licence_issuer")
    private @Nullable String licenceIssuer;

    @Column(name = "licensed_until")
    private @Nullable LocalDate licensedUntil;

    private String state;

    @Column(name = "verified_by")
    private @Nullable String verifiedBy;

    @Column(name = "verified_at")
    private @Nullable Instant verifiedAt;

    @Embedded
    private SigningIdentity signing;

    @Column(name = "passkey_id")
    private @Nullable UUID passkeyId;

    @Column(name = "registered_at")
    private Instant registeredAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Practitioner() {}

    /** A newly registered practitioner, not yet verified. */
    public Practitioner(
            PractitionerId id,
            Optional<Account> account,
            String prefix,
            PersonName name,
            Profession profession,
            String speciality,
            DepartmentId department,
            SigningKey key,
            Instant registeredAt) {
        this.id = id.value();
        this.account = account.map(Account::name).orElse(null);
        this.prefix = prefix.strip();
        this.givenName = name.given();
        this.familyName = name.family();
        this.profession = profession.code();
        this.speciality = speciality.strip();
        this.departmentId = department.value();
        this.state = State.REGISTERED.code();
        this.signing = new SigningIdentity(key);
        this.registeredAt = registeredAt;
    }

    /** Records that the licence was checked by that administrator. */
    public void verify(Licence licence, Account by, Instant at, LocalDate today) {
        if (licence.until().isBefore(today)) {
            throw Refused.because("licence-run-out", Map.of("until", licence.until()))
                    .at("licensedUntil");
        }
        this.licenceNumber = licence.number();
        this.licenceIssuer = licence.issuer();
        this.licensedUntil = licence.until();
        this.verifiedBy = by.name();
        this.verifiedAt = at;
        this.state = State.VERIFIED.code();
    }

    /** Ends the right to sign until verified anew. */
    public void suspend() {
        if (state() != State.VERIFIED) {
            throw Refused.because("practitioner-not-verified");
        }
        this.state = State.SUSPENDED.code();
    }

    /**
     * Insists that this practitioner may sign on that day.
     *
     * @throws Refused {@code practitioner-not-verified} or {@code licence-run-out}
     */
    public void requireMaySign(LocalDate today) {
        if (state() != State.VERIFIED || licensedUntil == null) {
            throw Refused.because("practitioner-not-verified", Map.of("practitioner", displayName()));
        }
        if (licensedUntil.isBefore(today)) {
            throw Refused.because("licence-run-out", Map.of("until", licensedUntil));
        }
    }

    public PractitionerId id() {
        return new PractitionerId(id);
    }

    /** This practitioner's name on the ledger. */
    public LedgerPractitionerId ledgerId() {
        return new LedgerPractitionerId(id);
    }

    public int version() {
        return version;
    }

    public Optional<Account> account() {
        return Optional.ofNullable(account).map(Account::new);
    }

    public PersonName name() {
        return new PersonName(givenName, familyName);
    }

    /** Prefix and name, for example "Dr. Ama Osei". */
    public String displayName() {
        return prefix.isEmpty() ? name().full() : prefix + " " + name().full();
    }

    public String prefix() {
        return prefix;
    }

    public Profession profession() {
        return Profession.ofCode(profession);
    }

    public String speciality() {
        return speciality;
    }

    public DepartmentId department() {
        return new DepartmentId(departmentId);
    }

    /** The checked licence, once verified. */
    public Optional<Licence> licence() {
        if (licenceNumber == null || licenceIssuer == null || licensedUntil == null) {
            return Optional.empty();
        }
        return Optional.of(new Licence(licenceNumber, licenceIssuer, licensedUntil));
    }

    public State state() {
        return State.valueOf(state.toUpperCase(Locale.ROOT));
    }

    public Optional<Account> verifiedBy() {
        return Optional.ofNullable(verifiedBy).map(Account::new);
    }

    public Optional<Instant> verifiedAt() {
        return Optional.ofNullable(verifiedAt);
    }

    @Override
    public void signWithPasskey(UUID passkey, String publicKey, String thumbprint) {
        this.passkeyId = passkey;
        this.signing = new SigningIdentity(publicKey, thumbprint);
    }

    @Override
    public void signWithKeptKey(SigningKey key) {
        this.passkeyId = null;
        this.signing = new SigningIdentity(key);
    }

    @Override
    public Optional<UUID> passkey() {
        return Optional.ofNullable(passkeyId);
    }

    @Override
    public SigningIdentity signing() {
        return signing;
    }

    public Instant registeredAt() {
        return registeredAt;
    }
}
