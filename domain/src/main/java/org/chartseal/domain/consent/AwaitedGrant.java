package org.chartseal.domain.consent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.AccessGrant.Period;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.jspecify.annotations.Nullable;

/** A grant that waits for the patient's own signature. It lets nobody read. */
@Entity
@Table(name = "awaited_grant")
public class AwaitedGrant {

    @Id
    private UUID id;

    @Column(name = "ledger_id")
    private UUID ledgerId;

    @Column(name = "patient_id")
    private UUID patientId;

    @Column(name = "practitioner_id")
    private UUID practitionerId;

    @Column(name = "appointment_id")
    private @Nullable UUID appointmentId;

    private String categories;

    @Column(name = "valid_from")
    private Instant validFrom;

    @Column(name = "valid_until")
    private Instant validUntil;

    @Column(name = "asked_by")
    private String askedBy;

    @Column(name = "asked_at")
    private Instant askedAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected AwaitedGrant() {}

    /** What that grant would give. */
    AwaitedGrant(AccessGrant grant) {
        this.id = grant.id().value();
        this.ledgerId = grant.ledgerId().value();
        this.patientId = grant.patient().value();
        this.practitionerId = grant.practitioner().value();
        this.appointmentId = grant.appointment().orElse(null);
        this.categories = String.join(",", grant.categoryCodes());
        this.validFrom = grant.period().from();
        this.validUntil = grant.period().until();
        this.askedBy = grant.givenBy().name();
        this.askedAt = grant.givenAt();
    }

    /** The grant as it counts once it is signed. */
    AccessGrant signed(Instant at) {
        return new AccessGrant(
                id(),
                new LedgerGrantId(ledgerId),
                patient(),
                practitioner(),
                Optional.ofNullable(appointmentId),
                categories(),
                period(),
                askedBy(),
                at);
    }

    private Set<RecordCategory> categories() {
        return categories.equals(AccessGrant.ALL)
                ? Set.of()
                : Arrays.stream(categories.split(",", -1))
                        .flatMap(code -> RecordCategory.ofCode(code).stream())
                        .collect(Collectors.toSet());
    }

    public GrantId id() {
        return new GrantId(id);
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    public PractitionerId practitioner() {
        return new PractitionerId(practitionerId);
    }

    public Period period() {
        return new Period(validFrom, validUntil);
    }

    /** Whether a booking asked for it. */
    public boolean byBooking() {
        return appointmentId != null;
    }

    private Account askedBy() {
        return new Account(askedBy);
    }
}
