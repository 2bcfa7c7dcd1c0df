package org.chartseal.web.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates and times as people read them, always in the hospital's time zone. */
@ApplicationScoped
@Named("dates")
public class Dates {

    private static final DateTimeFormatter DAY = formatter("EEE d MMM yyyy");
    private static final DateTimeFormatter BIRTH = formatter("d MMM yyyy");
    private static final DateTimeFormatter TIME = formatter("HH:mm");
    private static final DateTimeFormatter AT = formatter("EEE d MMM yyyy, HH:mm");
    private static final DateTimeFormatter SECOND = formatter("EEE d MMM yyyy, HH:mm:ss");

    private final Clock clock;

    @Inject
    public Dates(Clock clock) {
        this.clock = clock;
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    /** For example "Tue 24 Nov 2026, 10:30". */
    public String at(Instant instant) {
        return AT.format(instant.atZone(zone()));
    }

    /** For example "Tue 24 Nov 2026, 10:30:05". */
    public String second(Instant instant) {
        return SECOND.format(instant.atZone(zone()));
    }

    /** For example "Tue 24 Nov 2026". */
    public String day(LocalDate day) {
        return DAY.format(day);
    }

    /** The day of an instant, for example "Tue 24 Nov 2026". */
    public String day(Instant instant) {
        return DAY.format(instant.atZone(zone()));
    }

    /** The day of an instant without its weekday, for dense tables: "24 Nov 2026". */
    public String plainDay(Instant instant) {
        return BIRTH.format(instant.atZone(zone()));
    }

    /** For example "10:30". */
    public String time(Instant instant) {
        return TIME.format(instant.atZone(zone()));
    }

    /** For example "10:30". */
    public String time(LocalTime time) {
        return TIME.format(time);
    }

    /** A birth date with the age, for example "3 Mar 1961 (65)"; under two years in months, under two months in days. */
    public String born(LocalDate birth) {
        return BIRTH.format(birth) + " (" + age(birth) + ")";
    }

    /** The age today: years, under two years months ("11 mo"), under two months days ("12 d"). */
    public String age(LocalDate birth) {
        Period age = Period.between(birth, LocalDate.now(clock));
        if (age.getYears() >= 2) {
            return Integer.toString(age.getYears());
        }
        return age.toTotalMonths() >= 2
                ? age.toTotalMonths() + " mo"
                : birth.until(LocalDate.now(clock), java.time.temporal.ChronoUnit.DAYS) + " d";
    }

    /** How long ago or ahead, for example "3 min ago", "in 2 h", "5 d ago"; to stand beside the absolute time. */
    public String relative(Instant instant) {
        Duration away = Duration.between(instant, clock.instant());
        String amount = amount(away.abs());
        if (amount.isEmpty()) {
            return "now";
        }
        return away.isNegative() ? "in " + amount : amount + " ago";
    }

    /** As {@code datetime} attributes want it. */
    public String machine(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant);
    }

    /** The hospital's time zone. */
    public ZoneId zone() {
        return clock.getZone();
    }

    private static String amount(Duration duration) {
        if (duration.toMinutes() < 1) {
            return "";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min";
        }
        return duration.toDays() < 2 ? duration.toHours() + " h" : duration.toDays() + " d";
    }
}
