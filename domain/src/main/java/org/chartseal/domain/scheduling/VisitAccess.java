package org.chartseal.domain.scheduling;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.shared.Refused;

/**
 * What the patient lets the practitioner read with a booking: everything that is not sensitive, from the booking on.
 *
 * @param daysAfter until so many days after the visit, 0 to {@link #LONGEST_DAYS}; none: nothing
 */
public record VisitAccess(Optional<Integer> daysAfter) {

    /** As long as the practitioner may read after the visit at most. */
    public static final int LONGEST_DAYS = 30;

    /** What comes with a booking where the patient says nothing else. */
    public static final VisitAccess USUAL = until(LONGEST_DAYS);

    /** The patient gives no access. */
    public static final VisitAccess NONE = new VisitAccess(Optional.empty());

    public VisitAccess {
        if (daysAfter.filter(days -> days < 0 || days > LONGEST_DAYS).isPresent()) {
            throw Refused.because("visit-access-too-long").at("access");
        }
    }

    /** Access until so many days after the visit. */
    public static VisitAccess until(int daysAfter) {
        return new VisitAccess(Optional.of(daysAfter));
    }

    /** What people choose from, the usual first. */
    public static List<VisitAccess> offered() {
        return List.of(USUAL, until(7), until(0), NONE);
    }

    /** As forms send it: the number of days, or {@code none}. */
    public String code() {
        return daysAfter.map(days -> Integer.toString(days)).orElse("none");
    }

    /**
     * The one of that code.
     *
     * @throws Refused {@code visit-access-unknown} when it is not one of those offered
     */
    public static VisitAccess ofCode(String code) {
        return offered().stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refused.because("visit-access-unknown").at("access"));
    }

    /** When it ends for that visit; nothing when none is given. */
    Optional<Instant> end(TimeSpan visit) {
        return daysAfter.map(days -> visit.end().plus(days, ChronoUnit.DAYS));
    }
}
