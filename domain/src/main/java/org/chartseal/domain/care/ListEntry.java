package org.chartseal.domain.care;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** An entry of a list about a patient: recorded by someone, active until someone ends it, never deleted. */
@MappedSuperclass
public abstract class ListEntry {

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "patient_id")
    private UUID patientId;

    private String status;

    @Column(name = "recorded_by")
    private UUID recordedBy;

    @Column(name = "recorded_at")
    private Instant recordedAt;

    @Column(name = "ended_by")
    private @Nullable UUID endedBy;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected ListEntry() {}

    ListEntry(UUID id, PatientId patient, PractitionerId by, Instant at) {
        this.id = id;
        this.patientId = patient.value();
        this.status = ListState.ACTIVE.code();
        this.recordedBy = by.value();
        this.recordedAt = at;
    }

    /**
     * Ends it: it was resolved, or it was never so.
     *
     * @throws Refused {@code entry-already-ended}
     */
    public void end(ListState as, PractitionerId by, Instant at) {
        this.status = state().endedAs(as).code();
        this.endedBy = by.value();
        this.endedAt = at;
    }

    UUID idValue() {
        return id;
    }

    public int version() {
        return version;
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    public ListState state() {
        return ListState.ofCode(status);
    }

    public PractitionerId recordedBy() {
        return new PractitionerId(recordedBy);
    }

    public Instant recordedAt() {
        return recordedAt;
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    public Optional<PractitionerId> endedBy() {
        return Optional.ofNullable(endedBy).map(PractitionerId::new);
    }
}
