package org.chartseal.domain.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The day around which the demo hospital's past and future are laid out.
 *
 * @param today of the first load, in the hospital's zone
 */
public record DemoDay(LocalDate today, ZoneId zone) {

    /** The day that many days from today; negative ones are past. */
    public LocalDate day(int fromToday) {
        return today.plusDays(fromToday);
    }

    /** That wall clock time on the day that many days from today. */
    public Instant at(int fromToday, int hour, int minute) {
        return day(fromToday).atTime(hour, minute).atZone(zone).toInstant();
    }
}
