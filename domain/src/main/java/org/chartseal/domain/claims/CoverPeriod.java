package org.chartseal.domain.claims;

import java.time.LocalDate;
import java.util.Optional;
import org.chartseal.domain.shared.Refused;

/**
 * The days on which a coverage is in force.
 *
 * @param from the first
 * @param until the last; nothing where the end is open
 */
public record CoverPeriod(LocalDate from, Optional<LocalDate> until) {

    /** The first day that a coverage may begin on. */
    public static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

    public CoverPeriod {
        if (from.isBefore(EARLIEST)) {
            throw Refused.because("coverage-from-wrong").at("from");
        }
        if (until.filter(from::isAfter).isPresent()) {
            throw Refused.because("coverage-ends-before").at("until");
        }
    }

    /** Whether it is in force on that day. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && until.filter(day::isAfter).isEmpty();
    }
}
