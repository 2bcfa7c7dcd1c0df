package org.chartseal.domain.people;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chartseal.domain.documents.SigningKeys.SigningKey;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.jspecify.annotations.Nullable;

/** A person the hospital cares for. */
@Entity
public class Patient implements Signer {

    @Id
    private UUID id;

    @Version
    private int version;

    private String number;
    private @Nullable String account;

    @Column(name = "given_name")
    private String givenName;

    @Column(name = "family_name")
    private String familyName;

    @Column(name = "birth_date")
    private LocalDate birthDate;

    private String sex;
    private String phone;
    private String email;
    private String address;
    private String language;

    @Column(name = "ledger_subject")
    private UUID ledgerSubject;

    @Embedded
    private SigningIdentity signing;

    @Column(name = "passkey_id")
    private @Nullable UUID passkeyId;

    @Column(name = "registered_by")
    private String registeredBy;

    @Column(name = "registered_at")
    private Instant registeredAt;

    @Column(name = "search_text")
    private String searchText;

    @Column(name = "erased_at", insertable = false, updatable = false)
    private @Nullable Instant erasedAt;

    @ElementCollection
    @CollectionTable(name = "patient_identifier", joinColumns = @JoinColumn(name = "patient_id"))
    private Set<Identifier> identifiers = new HashSet<>();

    @ElementCollection
    @CollectionTable(name = "patient_contact", joinColumns = @JoinColumn(name = "patient_id"))
    private Set<ContactPoint> contacts = new HashSet<>();

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Patient() {}

    /**
     * A newly registered patient.
     *
     * @param number the hospital's own, unique
     * @param subject the pseudonym on the ledger
     */
    public Patient(
            PatientId id,
            String number,
            PatientDetails details,
            LedgerSubjectId subject,
            SigningKey key,
            Account registeredBy,
            Instant registeredAt) {
        this.id = id.value();
        this.number = number;
        this.ledgerSubject = subject.value();
        this.signing = new SigningIdentity(key);
        this.registeredBy = registeredBy.name();
        this.registeredAt = registeredAt;
        apply(details);
    }

    /** Replaces what is known about the person. */
    public void correct(PatientDetails details) {
        apply(details);
    }

    /** Lets the person sign in by that account. */
    public void linkAccount(Account toAccount) {
        this.account = toAccount.name();
    }

    @org.jspecify.annotations.NullUnmarked // also called while constructing
    private void apply(PatientDetails details) {
        this.givenName = details.name().given();
        this.familyName = details.name().family();
        this.birthDate = details.birthDate();
        this.sex = details.sex().code();
        this.phone = details.contact().phone();
        this.email = details.contact().email();
        this.address = details.contact().address();
        this.language = details.contact().language();
        keep(this.identifiers, details.identifiers());
        keep(this.contacts, details.contact().others());
        this.searchText = searchText(details);
    }

    private static <T> void keep(Set<T> known, Set<T> now) {
        known.retainAll(now);
        known.addAll(now);
    }

    private String searchText(PatientDetails details) {
        Stream<String> known = Stream.of(
                details.name().full(),
                details.name().sorted(),
                details.name().family() + details.name().given(), // as it is written where words are not parted
                number,
                details.birthDate().toString());
        Stream<String> reached = Stream.concat(
                details.contact().phones().flatMap(phone -> Stream.of(phone, PhoneNumber.digits(phone))),
                details.contact().emails());
        Stream<String> issued = details.identifiers().stream().map(Identifier::value);
        return Stream.of(known, reached, issued)
                .flatMap(Function.identity())
                .map(PersonName::fold)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    public PatientId id() {
        return new PatientId(id);
    }

    public int version() {
        return version;
    }

    /** The hospital's own number for this patient. */
    public String number() {
        return number;
    }

    public Optional<Account> account() {
        return Optional.ofNullable(account).map(Account::new);
    }

    public PersonName name() {
        return new PersonName(givenName, familyName);
    }

    public LocalDate birthDate() {
        return birthDate;
    }

    public Sex sex() {
        return Sex.ofCode(sex);
    }

    public Contact contact() {
        return new Contact(phone, email, address, language, contacts);
    }

    /** The first telephone; may be empty. */
    public String phone() {
        return phone;
    }

    public Set<Identifier> identifiers() {
        return Set.copyOf(identifiers);
    }

    /** What is known about the person. */
    public PatientDetails details() {
        return new PatientDetails(name(), birthDate, sex(), contact(), identifiers());
    }

    public LedgerSubjectId ledgerSubject() {
        return new LedgerSubjectId(ledgerSubject);
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

    /** Whether the person is forgotten: what is left has no name. */
    public boolean isErased() {
        return erasedAt != null;
    }

    public Account registeredBy() {
        return new Account(registeredBy);
    }

    public Instant registeredAt() {
        return registeredAt;
    }
}
