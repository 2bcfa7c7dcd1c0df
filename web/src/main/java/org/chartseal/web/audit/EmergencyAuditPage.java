package org.chartseal.web.audit;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.chartseal.domain.emergency.EmergencyFigures;
import org.chartseal.domain.people.Actor;

/** Who opens how many records in emergencies, and each of them. */
@Path("/audit/emergencies")
@Controller
@RequestScoped
public class EmergencyAuditPage {

    private static final int DAYS = 90;

    @Inject
    private EmergencyFigures figures;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    @Inject
    private Clock clock;

    /** Of the last three months, or of the days asked for. */
    @GET
    public String list(
            @QueryParam("from") @DefaultValue("") String from, @QueryParam("to") @DefaultValue("") String to) {
        LocalDate last = day(to, LocalDate.now(clock));
        LocalDate first = day(from, last.minusDays(DAYS));
        EmergencyFigures.Report report = figures.of(
                actor,
                first.atStartOfDay(clock.getZone()).toInstant(),
                last.plusDays(1).atStartOfDay(clock.getZone()).toInstant());
        models.put("people", report.byPerson());
        models.put("departments", report.byDepartment());
        models.put("accesses", report.accesses());
        models.put("most", EmergencyFigures.MOST);
        models.put("from", first.toString());
        models.put("to", last.toString());
        return "audit/emergencies";
    }

    private static LocalDate day(String text, LocalDate otherwise) {
        try {
            return text.isBlank() ? otherwise : LocalDate.parse(text);
        } catch (DateTimeException malformed) {
            return otherwise;
        }
    }
}
