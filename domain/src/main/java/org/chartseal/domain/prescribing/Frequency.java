package org.chartseal.domain.prescribing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Optional;
import org.chartseal.domain.shared.Refused;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.TimingRepeatComponent;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;

/** How often a dose is taken. The codes are those of HL7's GTSAbbreviation where it has one. */
public enum Frequency {
    QD(1, 1, UnitsOfTime.D, true),
    BID(2, 1, UnitsOfTime.D, true),
    TID(3, 1, UnitsOfTime.D, true),
    QID(4, 1, UnitsOfTime.D, true),
    Q4H(1, 4, UnitsOfTime.H, true),
    Q6H(1, 6, UnitsOfTime.H, true),
    Q8H(1, 8, UnitsOfTime.H, true),
    Q12H(1, 12, UnitsOfTime.H, false),
    AM(1, 1, UnitsOfTime.D, true),
    BED(1, 1, UnitsOfTime.D, true),
    QOD(1, 2, UnitsOfTime.D, true),
    WK(1, 1, UnitsOfTime.WK, true),
    /** One single dose. */
    ONCE(1, 0, UnitsOfTime.D, false),
    /** As needed: no schedule, so nothing to calculate with. */
    PRN(0, 0, UnitsOfTime.D, false);

    private static final String ABBREVIATIONS = "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation";
    private static final BigDecimal HOURS_A_DAY = BigDecimal.valueOf(24);
    private static final BigDecimal DAYS_A_WEEK = BigDecimal.valueOf(7);

    private final int times;
    private final int period;
    private final UnitsOfTime unit;
    private final boolean abbreviated;

    Frequency(int times, int period, UnitsOfTime unit, boolean abbreviated) {
        this.times = times;
        this.period = period;
        this.unit = unit;
        this.abbreviated = abbreviated;
    }

    /** As it is stored and named in message keys. */
    public String code() {
        return name();
    }

    /**
     * Reads the code.
     *
     * @throws Refused {@code frequency-unknown}
     */
    public static Frequency ofCode(String code) {
        return Arrays.stream(values())
                .filter(frequency -> frequency.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refused.because("frequency-unknown").at("frequency"));
    }

    /** How many doses fall into that many days; nothing when it is taken as needed. */
    public Optional<BigDecimal> dosesIn(int days) {
        if (this == PRN) {
            return Optional.empty();
        }
        if (this == ONCE) {
            return Optional.of(BigDecimal.ONE);
        }
        BigDecimal span = BigDecimal.valueOf(days);
        BigDecimal inPeriodUnits = switch (unit) {
            case H -> span.multiply(HOURS_A_DAY);
            case WK -> span.divide(DAYS_A_WEEK, MathContext.DECIMAL64);
            default -> span;
        };
        return Optional.of(inPeriodUnits
                .multiply(BigDecimal.valueOf(times))
                .divide(BigDecimal.valueOf(period), MathContext.DECIMAL64));
    }

    /** As FHIR R4 states a schedule; nothing when it is taken as needed. */
    Optional<Timing> timing(Optional<Integer> days) {
        if (this == PRN) {
            return Optional.empty();
        }
        Timing timing = new Timing();
        timing.setRepeat(repeat(days));
        if (abbreviated) {
            timing.setCode(new CodeableConcept(new Coding(ABBREVIATIONS, code(), null)));
        }
        return Optional.of(timing);
    }

    /** The one of which FHIR R4 states this schedule; nothing for one that no frequency here has. */
    static Optional<Frequency> ofTiming(Timing timing, Optional<Integer> days) {
        return Arrays.stream(values())
                .filter(frequency ->
                        frequency.timing(days).filter(timing::equalsDeep).isPresent())
                .findFirst();
    }

    private TimingRepeatComponent repeat(Optional<Integer> days) {
        TimingRepeatComponent repeat = new TimingRepeatComponent();
        if (this == ONCE) {
            repeat.setCount(1);
            return repeat;
        }
        repeat.setFrequency(times);
        repeat.setPeriod(period);
        repeat.setPeriodUnit(unit);
        days.ifPresent(count -> repeat.setBounds(new org.hl7.fhir.r4.model.Duration()
                .setValue(count)
                .setSystem(org.chartseal.domain.records.FhirTerms.UCUM)
                .setCode("d")));
        return repeat;
    }
}
