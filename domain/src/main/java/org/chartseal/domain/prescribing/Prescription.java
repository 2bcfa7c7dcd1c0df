package org.chartseal.domain.prescribing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** A medicine that a doctor signed for. What was signed never changes; discontinuing it is a new signed version. */
@Entity
public class Prescription {

    /** Longest reason for an override or for discontinuing. */
    public static final int LONGEST_REASON = 500;

    /** Where a prescription stands. */
    public enum State {
        ACTIVE,
        DISCONTINUED;

        /** As it is stored and named in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who prescribes for whom, in which visit. */
    public record Parties(PatientId patient, PractitionerId author, Optional<UUID> appointment) {}

    /**
     * What the checks raised, and why it was signed all the same.
     *
     * @param alerts codes, sorted, each once
     * @param reason empty when there were none
     */
    public record OverriddenAlerts(List<String> alerts, String reason) {
        public OverriddenAlerts {
            alerts = alerts.stream().distinct().sorted().toList();
            reason = reason.strip();
            if (!alerts.isEmpty() && reason.isEmpty()) {
                throw Refused.because("override-needs-reason").at("overrideReason");
            }
            if (reason.length() > LONGEST_REASON) {
                throw Refused.because("text-too-long", Map.of("longest", LONGEST_REASON))
                        .at("overrideReason");
            }
        }
    }

    /** Who stopped it, when and why. */
    public record Discontinuation(PractitionerId by, Instant at, String reason) {}

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "patient_id")
    private UUID patientId;

    @Column(name = "author_id")
    private UUID authorId;

    @Column(name = "appointment_id")
    private @Nullable UUID appointmentId;

    @Column(name = "formulary_item_id")
    private UUID itemId;

    @Column(name = "dose_value")
    private BigDecimal doseValue;

    @Column(name = "dose_unit")
    private String doseUnit;

    private String route;
    private String frequency;

    @Column(name = "duration_days")
    private @Nullable Integer durationDays;

    private int quantity;
    private int refills;
    private String instructions;
    private String alerts;

    @Column(name = "override_reason")
    private String overrideReason;

    private String state;

    @Column(name = "state_reason")
    private String stateReason;

    @Column(name = "sealed_version")
    private int sealedVersion;

    @Column(name = "signed_at")
    private Instant signedAt;

    @Column(name = "ends_on")
    private @Nullable LocalDate endsOn;

    @Column(name = "discontinued_by")
    private @Nullable UUID discontinuedBy;

    @Column(name = "discontinued_at")
    private @Nullable Instant discontinuedAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Prescription() {}

    /** A prescription as it is signed. */
    Prescription(
            PrescriptionId id,
            Parties parties,
            FormularyItem item,
            Regimen regimen,
            OverriddenAlerts override,
            Instant signedAt,
            ZoneId zone) {
        if (!item.routes().contains(regimen.route())) {
            throw Refused.because("route-not-for-medicine").at("route");
        }
        if (!item.doseUnit().equals(regimen.dose().unit())) {
            throw Refused.because("dose-unit-not-for-medicine").at("dose");
        }
        this.id = id.value();
        this.patientId = parties.patient().value();
        this.authorId = parties.author().value();
        this.appointmentId = parties.appointment().orElse(null);
        this.itemId = item.id().value();
        this.doseValue = regimen.dose().value();
        this.doseUnit = regimen.dose().unit();
        this.route = regimen.route().code();
        this.frequency = regimen.frequency().code();
        this.durationDays = regimen.days().orElse(null);
        this.quantity = regimen.quantity();
        this.refills = regimen.refills();
        this.instructions = regimen.instructions();
        this.alerts = String.join(",", override.alerts());
        this.overrideReason = override.reason();
        this.state = State.ACTIVE.code();
        this.stateReason = "";
        this.sealedVersion = 1;
        this.signedAt = signedAt.truncatedTo(ChronoUnit.MILLIS);
        this.endsOn = lastDay(regimen, LocalDate.ofInstant(signedAt, zone));
    }

    private static @Nullable LocalDate lastDay(Regimen regimen, LocalDate first) {
        return regimen.days()
                .map(days -> first.plusDays((long) days * (regimen.refills() + 1)))
                .orElse(null);
    }

    /**
     * Stops it.
     *
     * @throws Refused {@code prescription-not-active} or {@code discontinue-needs-reason}
     */
    void discontinue(PractitionerId by, String reason, Instant at) {
        if (state() != State.ACTIVE) {
            throw Refused.because("prescription-not-active");
        }
        if (reason.isBlank()) {
            throw Refused.because("discontinue-needs-reason").at("reason");
        }
        if (reason.strip().length() > LONGEST_REASON) {
            throw Refused.because("text-too-long", Map.of("longest", LONGEST_REASON))
                    .at("reason");
        }
        this.state = State.DISCONTINUED.code();
        this.stateReason = reason.strip();
        this.discontinuedBy = by.value();
        this.discontinuedAt = at.truncatedTo(ChronoUnit.MILLIS);
        this.sealedVersion++;
    }

    public PrescriptionId id() {
        return new PrescriptionId(id);
    }

    /** The record that is sealed. */
    public RecordId record() {
        return new RecordId(id);
    }

    public int version() {
        return version;
    }

    public Parties parties() {
        return new Parties(new PatientId(patientId), new PractitionerId(authorId), Optional.ofNullable(appointmentId));
    }

    public FormularyItemId item() {
        return new FormularyItemId(itemId);
    }

    public Regimen regimen() {
        return new Regimen(
                new Dose(doseValue, doseUnit),
                Route.ofCode(route),
                Frequency.ofCode(frequency),
                Optional.ofNullable(durationDays),
                quantity,
                refills,
                instructions);
    }

    public OverriddenAlerts overridden() {
        return new OverriddenAlerts(
                Arrays.stream(alerts.split(",", -1))
                        .filter(code -> !code.isEmpty())
                        .collect(Collectors.toList()),
                overrideReason);
    }

    public State state() {
        return State.valueOf(state.toUpperCase(Locale.ROOT));
    }

    /** Who stopped it, when and why, if someone did. */
    public Optional<Discontinuation> discontinuation() {
        if (discontinuedBy == null || discontinuedAt == null) {
            return Optional.empty();
        }
        return Optional.of(new Discontinuation(new PractitionerId(discontinuedBy), discontinuedAt, stateReason));
    }

    public int sealedVersion() {
        return sealedVersion;
    }

    /** When it was first signed. */
    public Instant signedAt() {
        return signedAt;
    }

    /** Last day that it covers with all refills; nothing means until it is stopped. */
    public Optional<LocalDate> endsOn() {
        return Optional.ofNullable(endsOn);
    }

    /** Whether the patient should be taking it on that day. */
    public boolean activeOn(LocalDate day) {
        return state() == State.ACTIVE && (endsOn == null || !endsOn.isBefore(day));
    }
}
