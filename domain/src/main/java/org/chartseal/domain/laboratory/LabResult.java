package org.chartseal.domain.laboratory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** What was found for one test, with the unit and range as they were then. Without a value it says why. */
@Entity
@Table(name = "lab_result")
public class LabResult {

    /** Longest comment. */
    public static final int LONGEST_COMMENT = 500;

    @Id
    private UUID id;

    @Column(name = "report_id")
    private UUID reportId;

    @Column(name = "test_id")
    private UUID testId;

    private int position;

    @Column(name = "value")
    private @Nullable BigDecimal value;

    private String unit;
    private @Nullable BigDecimal low;
    private @Nullable BigDecimal high;
    private String flag;
    private String comment;

    @Column(name = "entered_by")
    private UUID enteredBy;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected LabResult() {}

    /**
     * What someone found.
     *
     * @param value nothing when it could not be measured
     * @param comment why it could not, or a remark on the value
     */
    public record Finding(Optional<BigDecimal> value, Limits limits, String comment) {

        public Finding {
            comment = comment.strip();
            if (comment.length() > LONGEST_COMMENT) {
                throw Refused.because("result-comment-too-long", Map.of("longest", LONGEST_COMMENT));
            }
            if (value.isEmpty() && comment.isEmpty()) {
                throw Refused.because("result-needs-reason");
            }
        }

        Flag flag() {
            return value.map(found -> Flag.of(found, limits)).orElse(Flag.NA);
        }
    }

    /** A result as it is entered. */
    public LabResult(UUID id, LabReportId report, LabTest test, int position, Finding finding, PractitionerId by) {
        this.id = id;
        this.reportId = report.value();
        this.testId = test.id().value();
        this.position = position;
        this.unit = test.unit();
        this.low = finding.limits().low();
        this.high = finding.limits().high();
        this.value = finding.value().orElse(null);
        this.flag = finding.flag().code();
        this.comment = finding.comment();
        this.enteredBy = by.value();
    }

    /** Replaces what was found, in the name of who found it; the same finding again changes nothing. */
    void correct(Finding finding, PractitionerId by) {
        if (sameAs(finding)) {
            return;
        }
        this.value = finding.value().orElse(null);
        this.low = finding.limits().low();
        this.high = finding.limits().high();
        this.flag = finding.flag().code();
        this.comment = finding.comment();
        this.enteredBy = by.value();
    }

    private boolean sameAs(Finding finding) {
        return comment.equals(finding.comment())
                && flag.equals(finding.flag().code())
                && same(value, finding.value().orElse(null))
                && same(low, finding.limits().low())
                && same(high, finding.limits().high());
    }

    private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.compareTo(other) == 0;
    }

    public LabReportId report() {
        return new LabReportId(reportId);
    }

    public LabTestId test() {
        return new LabTestId(testId);
    }

    /** Place within the report. */
    public int position() {
        return position;
    }

    /** Nothing when it could not be measured. */
    public Optional<BigDecimal> value() {
        return Optional.ofNullable(value);
    }

    /** UCUM, as it was when entered. */
    public String unit() {
        return unit;
    }

    /** Lowest usual value, as it was when entered. */
    public Optional<BigDecimal> low() {
        return Optional.ofNullable(low);
    }

    /** Highest usual value, as it was when entered. */
    public Optional<BigDecimal> high() {
        return Optional.ofNullable(high);
    }

    public Flag flag() {
        return Flag.ofCode(flag);
    }

    public String comment() {
        return comment;
    }

    public PractitionerId enteredBy() {
        return new PractitionerId(enteredBy);
    }
}
