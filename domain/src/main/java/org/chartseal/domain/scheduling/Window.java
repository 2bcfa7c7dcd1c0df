package org.chartseal.domain.scheduling;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.RoomId;

/** A time in which a practitioner sees patients in a room: a rule on a certain day. */
record Window(PractitionerId practitioner, RoomId room, TimeSpan time) {

    /** The windows that the rules open on those days, both included. */
    static List<Window> between(LocalDate first, LocalDate last, List<AvailabilityRule> rules, ZoneId zone) {
        List<Window> windows = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            for (AvailabilityRule rule : rules) {
                if (rule.holdsOn(day)) {
                    on(day, rule, zone).ifPresent(windows::add);
                }
            }
        }
        return windows;
    }

    /** Nothing when the clock change of that day leaves no moment of the rule. */
    private static Optional<Window> on(LocalDate day, AvailabilityRule rule, ZoneId zone) {
        Instant start = moment(day.atTime(rule.starts()), zone);
        Instant end = moment(day.atTime(rule.ends()), zone);
        return start.isBefore(end)
                ? Optional.of(new Window(rule.practitioner(), rule.room(), new TimeSpan(start, end)))
                : Optional.empty();
    }

    /** A time that the clock skips counts as the moment of the change; one that comes twice as its first coming. */
    private static Instant moment(LocalDateTime wall, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(wall);
        return change != null && change.isGap()
                ? change.getInstant()
                : wall.atZone(zone).toInstant();
    }
}
