package org.chartseal.domain.emergency;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.people.DepartmentId;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.Salt;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** One practitioner's access to one patient's whole record, for some minutes, without the patient's grant. */
@Entity
@Table(name = "emergency_access")
public class EmergencyAccess {

    /** Within so long after it was opened a colleague reviews it. */
    public static final Duration REVIEW_WITHIN = Duration.ofDays(3);

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "patient_id")
    private UUID patientId;

    @Column(name = "practitioner_id")
    private UUID practitionerId;

    @Column(name = "department_id")
    private UUID departmentId;

    private String reason;

    @Column(name = "reason_salt")
    private byte[] reasonSalt;

    private int minutes;

    @Column(name = "opened_at")
    private Instant openedAt;

    @Column(name = "open_until")
    private Instant openUntil;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    private String anchoring;

    @Column(name = "reviewer_id")
    private @Nullable UUID reviewerId;

    @Column(name = "reviewed_at")
    private @Nullable Instant reviewedAt;

    private @Nullable String outcome;
    private @Nullable String note;

    @Column(name = "note_salt")
    private byte @Nullable [] noteSalt;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected EmergencyAccess() {}

    /**
     * A new access that waits for the ledger; nothing is open yet.
     *
     * @param openedAt cut to milliseconds, as the statement has it
     */
    EmergencyAccess(
            EmergencyId id,
            Patient patient,
            Practitioner practitioner,
            EmergencyReason reason,
            Salt reasonSalt,
            EmergencyMinutes minutes,
            Instant openedAt) {
        this.id = id.value();
        this.patientId = patient.id().value();
        this.practitionerId = practitioner.id().value();
        this.departmentId = practitioner.department().value();
        this.reason = reason.text();
        this.reasonSalt = reasonSalt.bytes();
        this.minutes = minutes.value();
        this.openedAt = openedAt.truncatedTo(ChronoUnit.MILLIS);
        this.openUntil = this.openedAt.plus(Duration.ofMinutes(minutes.value()));
        this.anchoring = Anchoring.WAITING.code();
    }

    /** Lets content open, whether the ledger holds the access already or is told later. */
    void letThrough(boolean ledgerHoldsIt) {
        if (anchoring() == Anchoring.WAITING) {
            this.anchoring = (ledgerHoldsIt ? Anchoring.BEFORE : Anchoring.LATER).code();
        }
    }

    /** The ledger's contract does not take it: it is over before anything opened. */
    void refuse(Instant at) {
        if (anchoring() == Anchoring.WAITING) {
            this.anchoring = Anchoring.REFUSED.code();
            cutShort(at);
        }
    }

    /**
     * Ends it before its minutes have passed.
     *
     * @throws Refused {@code emergency-over} when they have passed or it was ended already
     */
    void end(Instant at) {
        if (!at.isBefore(openUntil)) {
            throw Refused.because("emergency-over");
        }
        cutShort(at);
    }

    private void cutShort(Instant at) {
        if (at.isBefore(openUntil)) {
            Instant cut = at.truncatedTo(ChronoUnit.MILLIS);
            this.endedAt = cut.isBefore(openedAt) ? openedAt : cut;
            this.openUntil = this.endedAt;
        }
    }

    /**
     * Keeps what a colleague found.
     *
     * @throws Refused {@code emergency-own-review}, {@code emergency-still-open} or {@code emergency-reviewed-already}
     */
    void review(Practitioner reviewer, Review review, Salt salt, Instant at) {
        if (reviewer.id().value().equals(practitionerId)) {
            throw Refused.because("emergency-own-review");
        }
        if (at.isBefore(openUntil)) {
            throw Refused.because("emergency-still-open");
        }
        if (reviewedAt != null) {
            throw Refused.because("emergency-reviewed-already");
        }
        this.reviewerId = reviewer.id().value();
        this.reviewedAt = at.truncatedTo(ChronoUnit.MILLIS);
        this.outcome = review.outcome().code();
        this.note = review.note();
        this.noteSalt = salt.bytes();
    }

    public EmergencyId id() {
        return new EmergencyId(id);
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    public PractitionerId practitioner() {
        return new PractitionerId(practitionerId);
    }

    /** The practitioner's at that time. */
    public DepartmentId department() {
        return new DepartmentId(departmentId);
    }

    public EmergencyReason reason() {
        return new EmergencyReason(reason);
    }

    /** Keeps the reason's commitment on the ledger from saying anything about the reason. */
    Salt reasonSalt() {
        return new Salt(reasonSalt);
    }

    public EmergencyMinutes minutes() {
        return new EmergencyMinutes(minutes);
    }

    public Instant openedAt() {
        return openedAt;
    }

    /** The first moment at which it is over. */
    public Instant openUntil() {
        return openUntil;
    }

    /** When it was ended, if it was before its minutes had passed. */
    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    public Anchoring anchoring() {
        return Anchoring.ofCode(anchoring);
    }

    /** Until when a colleague reviews it. */
    public Instant reviewDue() {
        return openedAt.plus(REVIEW_WITHIN);
    }

    /** Who reviewed it, once someone has. */
    public Optional<PractitionerId> reviewer() {
        return Optional.ofNullable(reviewerId).map(PractitionerId::new);
    }

    public Optional<Instant> reviewedAt() {
        return Optional.ofNullable(reviewedAt);
    }

    /** What the reviewer found. */
    public Optional<Review> review() {
        return outcome == null || note == null
                ? Optional.empty()
                : Optional.of(new Review(Review.Outcome.ofCode(outcome), note));
    }
}
