package org.chartseal.domain.care;

import jakarta.persistence.Entity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** A condition that a patient lives with, or lived with. */
@Entity
public class Problem extends ListEntry {

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

    private String code;
    private String description;
    private @Nullable LocalDate onset;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected Problem() {}

    /** A newly recorded problem. */
    public Problem(ProblemId id, PatientId patient, Details details, PractitionerId by, Instant at) {
        super(id.value(), patient, by, at);
        this.code = details.code();
        this.description = details.description();
        this.onset = details.onset().orElse(null);
    }

    public ProblemId id() {
        return new ProblemId(idValue());
    }

    public Details details() {
        return new Details(code, description, Optional.ofNullable(onset));
    }
}
