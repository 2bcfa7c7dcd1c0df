package org.chartseal.web.audit;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.chartseal.domain.consent.ReadAccessLog;

/** Which reads an address of the auditor's asks for: those of the last month unless it says otherwise. */
public class ReadsQuery {

    private static final int DAYS = 30;
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 9000;

    @QueryParam("who")
    @DefaultValue("")
    private String who = "";

    @QueryParam("patient")
    @DefaultValue("")
    private String patient = "";

    @QueryParam("from")
    @DefaultValue("")
    private String from = "";

    @QueryParam("to")
    @DefaultValue("")
    private String to = "";

    @QueryParam("refused")
    @DefaultValue("false")
    private boolean refused;

    /** The first day. */
    LocalDate first(Clock clock) {
        return day(from, last(clock).minusDays(DAYS));
    }

    /** The last day. */
    LocalDate last(Clock clock) {
        return day(to, LocalDate.now(clock));
    }

    ReadAccessLog.Filter filter(Clock clock) {
        return new ReadAccessLog.Filter(
                who.strip(),
                patient.strip(),
                refused,
                start(first(clock), clock),
                start(last(clock).plusDays(1), clock));
    }

    /** The same question to another address. */
    String address(String path, Clock clock) {
        return UriBuilder.fromPath(path)
                .queryParam("who", "{who}")
                .queryParam("patient", "{patient}")
                .queryParam("from", first(clock))
                .queryParam("to", last(clock))
                .queryParam("refused", refused)
                .build(who.strip(), patient.strip())
                .toString();
    }

    private static Instant start(LocalDate day, Clock clock) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    private static LocalDate day(String text, LocalDate otherwise) {
        try {
            LocalDate day = LocalDate.parse(text.strip());
            return day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR ? day : otherwise;
        } catch (DateTimeParseException malformed) {
            return otherwise;
        }
    }
}
