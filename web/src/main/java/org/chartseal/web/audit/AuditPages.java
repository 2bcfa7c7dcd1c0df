package org.chartseal.web.audit;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.chartseal.domain.audit.ReadAccessLog;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.records.ReadFindings;
import org.chartseal.web.page.Pager;
import org.jspecify.annotations.Nullable;

/** What an auditor comes for: every read, and everything that did not verify. */
@Path("/audit")
@Controller
@RequestScoped
public class AuditPages {

    private static final int PAGE = 50;
    private static final int DAYS = 30;
    private static final int FINDINGS = 200;

    @Inject
    private Actor actor;

    @Inject
    private ReadAccessLog accessLog;

    @Inject
    private ReadFindings findings;

    @Inject
    private Clock clock;

    @Inject
    private Models models;

    /** Reads of the last month, or of the days asked for. */
    @GET
    public String reads(
            @QueryParam("who") @DefaultValue("") String who,
            @QueryParam("patient") @DefaultValue("") String patient,
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("to") @DefaultValue("") String to,
            @QueryParam("refused") @DefaultValue("false") boolean refused,
            @QueryParam("page") @DefaultValue("1") int page) {
        LocalDate last = day(to, LocalDate.now(clock));
        LocalDate first = day(from, last.minusDays(DAYS));
        ReadAccessLog.Filter filter =
                new ReadAccessLog.Filter(who.strip(), patient.strip(), refused, start(first), start(last.plusDays(1)));
        int shown = Math.max(1, page);
        ReadAccessLog.Page found = accessLog.page(actor, filter, shown - 1, PAGE);
        models.put("reads", found.reads());
        models.put("total", found.total());
        models.put("who", filter.account());
        models.put("patient", filter.patientNumber());
        models.put("refused", refused);
        models.put("from", first.toString());
        models.put("to", last.toString());
        models.put("pager", new Pager(address(filter, first, last), shown, PAGE, found.total()));
        return "audit/reads";
    }

    /** What did not verify, open findings first. */
    @GET
    @Path("/integrity")
    @Transactional
    public String integrity() {
        models.put(
                "findings",
                findings.newest(actor, FINDINGS).stream().map(FindingView::of).toList());
        return "audit/integrity";
    }

    private static String address(ReadAccessLog.Filter filter, LocalDate first, LocalDate last) {
        return UriBuilder.fromPath("/audit")
                        .queryParam("who", "{who}")
                        .queryParam("patient", "{patient}")
                        .queryParam("from", first)
                        .queryParam("to", last)
                        .queryParam("refused", filter.refusedOnly())
                        .build(filter.account(), filter.patientNumber())
                + "&page=";
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toInstant();
    }

    private static LocalDate day(@Nullable String text, LocalDate otherwise) {
        try {
            return text == null || text.isBlank() ? otherwise : LocalDate.parse(text);
        } catch (DateTimeParseException malformed) {
            return otherwise;
        }
    }
}
