package org.chartseal.web.reception;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.DepartmentId;
import org.chartseal.domain.people.Departments;
import org.chartseal.domain.scheduling.DayCalendar;
import org.chartseal.domain.scheduling.WaitingQueue;

/** The day at reception: the calendar, and beside it who waits. */
@Path("/reception")
@Controller
@RequestScoped
public class DayPage {

    @Inject
    private Models models;

    @Inject
    private Actor actor;

    @Inject
    private DayCalendar calendar;

    @Inject
    private WaitingQueue queue;

    @Inject
    private Departments departments;

    @Inject
    private Clock clock;

    /** The page. */
    @GET
    public String day(
            @QueryParam("date") @DefaultValue("") String date,
            @QueryParam("department") @DefaultValue("") String department) {
        show(date, department);
        return "reception/day";
    }

    /** The part that follows what others do; no content as long as nothing changed. */
    @GET
    @Path("day-part")
    public Response part(
            @QueryParam("date") @DefaultValue("") String date,
            @QueryParam("department") @DefaultValue("") String department,
            @QueryParam("revision") @DefaultValue("-1") long revision) {
        if (calendar.revision(actor) == revision) {
            return Response.noContent().build();
        }
        show(date, department);
        return Response.ok("reception/day-part").build();
    }

    /** Everybody in the house. */
    @GET
    @Path("queue")
    public String queue() {
        models.put("queue", queue.of(actor));
        return "reception/queue";
    }

    /** The rows of the queue, asked for again and again. */
    @GET
    @Path("queue-part")
    public String queuePart() {
        models.put("queue", queue.of(actor));
        return "reception/queue-part";
    }

    private void show(String date, String department) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        LocalDate shown = dateOr(date, today);
        Optional<DepartmentId> only =
                department.isBlank() ? Optional.empty() : Optional.of(DepartmentId.parse(department));
        DayCalendar.Day day = calendar.of(actor, shown, only);
        models.put("day", shown);
        models.put("today", today);
        models.put("before", shown.minusDays(1));
        models.put("after", shown.plusDays(1));
        models.put("department", department);
        models.put("departments", departments.all());
        models.put("revision", day.revision());
        models.put("grid", DayGrid.of(day.columns()));
        models.put("queue", queue.of(actor));
    }

    /** A date that cannot be read shows today rather than an error: the page says which day it shows. */
    private static LocalDate dateOr(String text, LocalDate otherwise) {
        try {
            return text.isBlank() ? otherwise : LocalDate.parse(text);
        } catch (DateTimeException unreadable) {
            return otherwise;
        }
    }
}
