package org.chartseal.domain.claims;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.PatientId;
import org.jspecify.annotations.Nullable;

/** An insurer covers a patient, under a number, for a time. No two of one insurer and number overlap for a patient. */
@Entity
public class Coverage {

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "patient_id")
    private UUID patientId;

    @Column(name = "insurer_id")
    private UUID insurerId;

    private String number;

    @Column(name = "valid_from")
    private LocalDate validFrom;

    @Column(name = "valid_until")
    private @Nullable LocalDate validUntil;

    @Column(name = "entered_by")
    private String enteredBy;

    @Column(name = "entered_at")
    private Instant enteredAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Coverage() {}

    Coverage(CoverageId id, PatientId patient, Cover cover, Account by, Instant at) {
        this.id = id.value();
        this.patientId = patient.value();
        this.insurerId = cover.insurer().value();
        this.number = cover.number();
        this.validFrom = cover.period().from();
        this.validUntil = cover.period().until().orElse(null);
        this.enteredBy = by.name();
        this.enteredAt = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Says which day is the last.
     *
     * @throws org.chartseal.domain.shared.Refused {@code coverage-ends-before}
     */
    void end(LocalDate last) {
        this.validUntil = new CoverPeriod(validFrom, Optional.of(last)).until().orElse(null);
    }

    public CoverageId id() {
        return new CoverageId(id);
    }

    public int version() {
        return version;
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    public Cover cover() {
        return new Cover(new InsurerId(insurerId), number, new CoverPeriod(validFrom, Optional.ofNullable(validUntil)));
    }

    public Account enteredBy() {
        return new Account(enteredBy);
    }

    public Instant enteredAt() {
        return enteredAt;
    }
}
