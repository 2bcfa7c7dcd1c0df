package org.chartseal.domain.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** A patient's permission for one practitioner to read, for a purpose and a time. */
@Entity
@Table(name = "access_grant")
public class AccessGrant {

    /** Stands for every category that is not sensitive, also for what is added later. */
    public static final String ALL = "all";

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "ledger_id")
    private UUID ledgerId;

    @Column(name = "patient_id")
    private UUID patientId;

    @Column(name = "practitioner_id")
    private UUID practitionerId;

    @Column(name = "appointment_id")
    private @Nullable UUID appointmentId;

    private String categories;
    private String purpose;

    @Column(name = "valid_from")
    private Instant validFrom;

    @Column(name = "valid_until")
    private Instant validUntil;

    @Column(name = "given_by")
    private String givenBy;

    @Column(name = "given_at")
    private Instant givenAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected AccessGrant() {}

    /** A new grant for treatment; no categories means all that are not sensitive. */
    public AccessGrant(
            GrantId id,
            LedgerGrantId ledgerId,
            PatientId patient,
            PractitionerId practitioner,
            Optional<UUID> appointment,
            Set<RecordCategory> categories,
            Period period,
            Account givenBy,
            Instant givenAt) {
        this.id = id.value();
        this.ledgerId = ledgerId.value();
        this.patientId = patient.value();
        this.practitionerId = practitioner.value();
        this.appointmentId = appointment.orElse(null);
        this.categories = categories.isEmpty()
                ? ALL
                : categories.stream().map(RecordCategory::code).sorted().collect(Collectors.joining(","));
        this.purpose = Purpose.TREATMENT.code();
        this.validFrom = period.from();
        this.validUntil = period.until();
        this.givenBy = givenBy.name();
        this.givenAt = givenAt;
    }

    /**
     * When a grant holds.
     *
     * @param until exclusive, after {@code from}
     */
    public record Period(Instant from, Instant until) {
        public Period {
            if (!from.isBefore(until)) {
                throw Refused.because("grant-period-empty").at("until");
            }
        }
    }

    /** Whether this grant lets the practitioner read that category then. */
    public boolean covers(RecordCategory category, Purpose why, Instant at) {
        return revokedAt == null
                && !at.isBefore(validFrom)
                && at.isBefore(validUntil)
                && purpose.equals(why.code())
                && categories().contains(category);
    }

    /** Takes the permission away, from that moment on. */
    public void revoke(Instant at) {
        if (revokedAt != null) {
            throw Refused.because("grant-already-revoked");
        }
        this.revokedAt = at;
    }

    public GrantId id() {
        return new GrantId(id);
    }

    /** By which the ledger knows it. */
    public LedgerGrantId ledgerId() {
        return new LedgerGrantId(ledgerId);
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    public PractitionerId practitioner() {
        return new PractitionerId(practitionerId);
    }

    /** The appointment whose booking brought this grant. */
    public Optional<UUID> appointment() {
        return Optional.ofNullable(appointmentId);
    }

    /** What may be read. */
    public Set<RecordCategory> categories() {
        if (categories.equals(ALL)) {
            return RecordCategory.ordinary();
        }
        return Arrays.stream(categories.split(",", -1))
                .map(RecordCategory::stored)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(RecordCategory.class)));
    }

    /** Codes of the categories as the scope on the ledger has them; {@code all} alone means everything. */
    public java.util.List<String> categoryCodes() {
        return java.util.List.of(categories.split(",", -1));
    }

    public Purpose purpose() {
        return Purpose.valueOf(purpose.toUpperCase(Locale.ROOT));
    }

    public Period period() {
        return new Period(validFrom, validUntil);
    }

    public Account givenBy() {
        return new Account(givenBy);
    }

    public Instant givenAt() {
        return givenAt;
    }

    public Optional<Instant> revokedAt() {
        return Optional.ofNullable(revokedAt);
    }
}
