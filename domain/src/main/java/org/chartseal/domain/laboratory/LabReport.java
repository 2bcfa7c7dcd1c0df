package org.chartseal.domain.laboratory;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** The laboratory's answer to one request: entered by some, verified by another, then released and sealed. */
@Entity
@Table(name = "lab_report")
public class LabReport {

    /** Longest remark on the whole. */
    public static final int LONGEST_REMARK = 1000;

    /** Where a report stands. */
    public enum State {
        PRELIMINARY,
        ENTERED,
        VERIFIED,
        RELEASED;

        /** As it is stored and named in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Which states may follow: the allowed moves stand here and nowhere else. */
        public Set<State> next() {
            return switch (this) {
                case PRELIMINARY -> EnumSet.of(ENTERED);
                case ENTERED -> EnumSet.of(PRELIMINARY, VERIFIED);
                case VERIFIED -> EnumSet.of(RELEASED);
                case RELEASED -> EnumSet.noneOf(State.class);
            };
        }
    }

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "request_id")
    private UUID requestId;

    @Column(name = "patient_id")
    private UUID patientId;

    private String state;

    @Column(name = "entered_by")
    private UUID enteredBy;

    @Column(name = "entered_at")
    private Instant enteredAt;

    @Column(name = "verified_by")
    private @Nullable UUID verifiedBy;

    @Column(name = "verified_at")
    private @Nullable Instant verifiedAt;

    @Column(name = "released_at")
    private @Nullable Instant releasedAt;

    private String remark;

    @Column(name = "sent_back_because")
    private String sentBackBecause;

    @Column(name = "sealed_version")
    private int sealedVersion;

    @ElementCollection
    @CollectionTable(name = "lab_report_enterer", joinColumns = @JoinColumn(name = "report_id"))
    @Column(name = "practitioner_id")
    private Set<UUID> enterers = new HashSet<>();

    @SuppressWarnings("NullAway") // for the persistence provider
    protected LabReport() {}

    /** A report on which that person begins to work. */
    public LabReport(LabReportId id, LabRequest request, PractitionerId by, Instant at) {
        this.id = id.value();
        this.requestId = request.id().value();
        this.patientId = request.patient().value();
        this.state = State.PRELIMINARY.code();
        this.enteredBy = by.value();
        this.enteredAt = at.truncatedTo(ChronoUnit.MILLIS);
        this.remark = "";
        this.sentBackBecause = "";
        this.enterers.add(by.value());
    }

    /**
     * Notes that this person works on the results.
     *
     * @throws Refused {@code lab-report-state} once they wait for verification
     */
    void enteredBy(PractitionerId by, Instant at, String newRemark) {
        requireState(State.PRELIMINARY);
        if (newRemark.strip().length() > LONGEST_REMARK) {
            throw Refused.because("lab-remark-too-long", Map.of("longest", LONGEST_REMARK))
                    .at("remark");
        }
        this.remark = newRemark.strip();
        this.enteredBy = by.value();
        this.enteredAt = at.truncatedTo(ChronoUnit.MILLIS);
        this.enterers.add(by.value());
    }

    /** Hands the results over for verification. */
    void handOver() {
        moveTo(State.ENTERED);
        this.sentBackBecause = "";
    }

    /**
     * Gives the results back to the technician.
     *
     * @throws Refused {@code lab-send-back-needs-reason}
     */
    void sendBack(String reason) {
        if (reason.isBlank()) {
            throw Refused.because("lab-send-back-needs-reason").at("reason");
        }
        moveTo(State.PRELIMINARY);
        this.sentBackBecause = reason.strip();
    }

    /**
     * Confirms the results in the name of someone who entered none of them.
     *
     * @throws Refused {@code lab-verify-own}
     */
    void verify(PractitionerId by, Instant at) {
        if (enterers.contains(by.value())) {
            throw Refused.because("lab-verify-own");
        }
        moveTo(State.VERIFIED);
        this.verifiedBy = by.value();
        this.verifiedAt = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Lets doctor and patient see it; what it says is signed from now on. */
    void release(Instant at) {
        moveTo(State.RELEASED);
        this.releasedAt = at.truncatedTo(ChronoUnit.MILLIS);
        this.sealedVersion++;
    }

    private void moveTo(State next) {
        if (!state().next().contains(next)) {
            throw wrongState(next.code());
        }
        this.state = next.code();
    }

    /**
     * Insists on the state.
     *
     * @throws Refused {@code lab-report-state}
     */
    void requireState(State expected) {
        if (state() != expected) {
            throw wrongState(expected.code());
        }
    }

    private Refused wrongState(String next) {
        return Refused.because("lab-report-state", Map.of("state", state, "next", next));
    }

    public LabReportId id() {
        return new LabReportId(id);
    }

    /** The record that is sealed. */
    public RecordId record() {
        return new RecordId(id);
    }

    public int version() {
        return version;
    }

    public LabRequestId request() {
        return new LabRequestId(requestId);
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    public State state() {
        return State.valueOf(state.toUpperCase(Locale.ROOT));
    }

    /** Who entered last. */
    public PractitionerId enteredBy() {
        return new PractitionerId(enteredBy);
    }

    public Instant enteredAt() {
        return enteredAt;
    }

    /** Everyone who ever entered something; none of them may verify. */
    public Set<PractitionerId> enterers() {
        return enterers.stream().map(PractitionerId::new).collect(Collectors.toUnmodifiableSet());
    }

    public Optional<PractitionerId> verifiedBy() {
        return Optional.ofNullable(verifiedBy).map(PractitionerId::new);
    }

    public Optional<Instant> verifiedAt() {
        return Optional.ofNullable(verifiedAt);
    }

    public Optional<Instant> releasedAt() {
        return Optional.ofNullable(releasedAt);
    }

    public String remark() {
        return remark;
    }

    /** Why the scientist gave it back, while the technician mends it; else empty. */
    public String sentBackBecause() {
        return sentBackBecause;
    }

    public int sealedVersion() {
        return sealedVersion;
    }
}
