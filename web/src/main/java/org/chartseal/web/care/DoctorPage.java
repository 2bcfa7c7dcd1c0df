package org.chartseal.web.care;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.chartseal.domain.care.DoctorsDay;
import org.chartseal.domain.care.MyPatients;
import org.chartseal.domain.emergency.ReviewEmergencyAccess;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.shared.NotFound;

/** Where a doctor's day begins: the list of a day, and the patients who gave access. */
@Path("/doctor")
@Controller
@RequestScoped
public class DoctorPage {

    @Inject
    private DoctorsDay days;

    @Inject
    private MyPatients patients;

    @Inject
    private ReviewEmergencyAccess reviews;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    @Inject
    private Clock clock;

    /** The doctor's own list of a day. */
    @GET
    public String day(@QueryParam("day") @DefaultValue("") String asked) {
        LocalDate today = LocalDate.now(clock);
        LocalDate day = asked.isEmpty() ? today : parse(asked);
        List<DoctorsDay.Visit> visits = days.of(actor, day);
        models.put("day", day);
        models.put("today", today);
        models.put("previous", day.minusDays(1));
        models.put("following", day.plusDays(1));
        models.put("visits", visits);
        models.put(
                "waiting",
                visits.stream()
                        .filter(visit -> visit.status().equals("arrived"))
                        .count());
        models.put(
                "unwritten",
                visits.stream()
                        .filter(visit -> visit.status().equals("fulfilled") && !visit.noted())
                        .count());
        models.put("reviews", reviews.waiting(actor));
        return "care/day";
    }

    /** The patients who let this doctor read their record. */
    @GET
    @Path("patients")
    public String patients(@QueryParam("q") @DefaultValue("") String text) {
        models.put("q", text);
        models.put("patients", patients.of(actor, text));
        return "care/patients";
    }

    private static LocalDate parse(String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException malformed) {
            throw (NotFound) new NotFound("day", day).initCause(malformed);
        }
    }
}
