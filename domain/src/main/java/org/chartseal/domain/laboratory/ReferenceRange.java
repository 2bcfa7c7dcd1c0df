package org.chartseal.domain.laboratory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.people.Sex;
import org.jspecify.annotations.Nullable;

/** The limits of a test for people of one sex, or of any, and of one span of age. */
@Entity
@Table(name = "reference_range")
public class ReferenceRange {

    @Id
    private UUID id;

    @Column(name = "test_id")
    private UUID testId;

    private @Nullable String sex;

    @Column(name = "age_from_days")
    private int ageFromDays;

    @Column(name = "age_to_days")
    private int ageToDays;

    private @Nullable BigDecimal low;
    private @Nullable BigDecimal high;

    @Column(name = "critical_low")
    private @Nullable BigDecimal criticalLow;

    @Column(name = "critical_high")
    private @Nullable BigDecimal criticalHigh;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected ReferenceRange() {}

    /** For whom a range is meant: a sex, or any, and ages in days, the last exclusive. */
    public record People(Optional<Sex> sex, int ageFromDays, int ageToDays) {

        /** Whether someone of that sex and age belongs to them. */
        boolean include(Sex who, long ageDays) {
            return (sex.isEmpty() || sex.get() == who) && ageFromDays <= ageDays && ageDays < ageToDays;
        }
    }

    /** A new range. */
    public ReferenceRange(UUID id, LabTestId test, People people, Limits limits) {
        this.id = id;
        this.testId = test.value();
        this.sex = people.sex().map(Sex::code).orElse(null);
        this.ageFromDays = people.ageFromDays();
        this.ageToDays = people.ageToDays();
        this.low = limits.low();
        this.high = limits.high();
        this.criticalLow = limits.criticalLow();
        this.criticalHigh = limits.criticalHigh();
    }

    /**
     * The limits that hold for a person on the day the specimen was taken: a range for the person's sex goes before one for
     * any. {@link Limits#NONE} where the laboratory knows none.
     */
    public static Limits limitsFor(
            Collection<ReferenceRange> ranges, Sex sex, LocalDate birthDate, LocalDate collectedOn) {
        long ageDays = ChronoUnit.DAYS.between(birthDate, collectedOn);
        return ranges.stream()
                .filter(range -> range.people().include(sex, ageDays))
                .min(Comparator.comparing(range -> range.people().sex().isEmpty()))
                .map(ReferenceRange::limits)
                .orElse(Limits.NONE);
    }

    public LabTestId test() {
        return new LabTestId(testId);
    }

    /** For whom it is meant. */
    public People people() {
        return new People(Optional.ofNullable(sex).map(Sex::ofCode), ageFromDays, ageToDays);
    }

    public Limits limits() {
        return new Limits(low, high, criticalLow, criticalHigh);
    }
}
