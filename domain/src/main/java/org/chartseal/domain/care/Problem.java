package org.chartseal.domain.care;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** A condition that a patient lives with, or lived with. */
@Entity
public class Problem {

    /** Longest description. */
    public static final int LONGEST = 200;

    private static final Pattern ICD_10 = Pattern.compile("[A-Z]\\d[0-9A-Z](\\.[0-9A-Z]{1,4})?");

    /**
     * What is recorded.
     *
     * @param code ICD-10, for example {@code I10}; empty when none was chosen
     * @param onset when it began, if known
     */
    public record Details(String code, String description, Optional<LocalDate> onset) {
        public Details {
            code = code.strip().toUpperCase(Locale.ROOT);
            description = description.strip();
            if (description.isEmpty()) {
                throw Refused.because("problem-description-missing").at("description");
            }
            if (description.length() > LONGEST) {
                throw Refused.because("text-too-long").at("description");
            }
            if (!code.isEmpty() && !ICD_10.matcher(code).matches()) {
                throw Refused.because("problem-code-malformed").at("code");
            }
        }
    }

    @Id
    private UUID id;

    @Version
    private int version;

    @Column(name = "patient_id")
    private UUID patientId;

    private String code;
    private String description;
    private @Nullable LocalDate onset;
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
    protected Problem() {}

    /** A newly recorded problem. */
    public Problem(ProblemId id, PatientId patient, Details details, PractitionerId by, Instant at) {
        this.id = id.value();
        this.patientId = patient.value();
        this.code = details.code();
        this.description = details.description();
        this.onset = details.onset().orElse(null);
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

    public ProblemId id() {
        return new ProblemId(id);
    }

    public int version() {
        return version;
    }

    public PatientId patient() {
        return new PatientId(patientId);
    }

    public Details details() {
        return new Details(code, description, Optional.ofNullable(onset));
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
