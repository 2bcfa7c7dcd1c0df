package org.chartseal.web.emergency;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.chartseal.domain.emergency.EmergencyId;
import org.chartseal.domain.emergency.Review;
import org.chartseal.domain.emergency.ReviewEmergencyAccess;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.page.Words;

/** What colleagues opened in emergencies, to be reviewed. */
@Path("/doctor/reviews")
@Controller
@RequestScoped
public class ReviewPages {

    private static final String HOME = "/doctor/reviews";
    private static final String VIEW = "emergency/review";

    @Inject
    private ReviewEmergencyAccess reviews;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    @Inject
    private Words words;

    /** Those that wait, the one that waits longest first. */
    @GET
    public String waiting() {
        models.put("accesses", reviews.toReview(actor));
        return "emergency/reviews";
    }

    /** One of them, what was opened by it, and the form. */
    @GET
    @Path("/{access}")
    public Response look(@PathParam("access") String access) {
        show(EmergencyId.parse(access));
        return Response.ok(VIEW).build();
    }

    private void show(EmergencyId id) {
        ReviewEmergencyAccess.Case found = reviews.look(actor, id);
        models.put("access", found.access());
        models.put("openings", found.openings());
        models.put("outcomes", outcomes());
    }

    private List<Option> outcomes() {
        return Arrays.stream(Review.Outcome.values())
                .map(outcome -> new Option(outcome.code(), words.text("emergency.outcome." + outcome.code())))
                .toList();
    }

    /** Keeps what the doctor found. */
    @POST
    @Path("/{access}")
    public Response review(
            @PathParam("access") String access,
            @FormParam("outcome") @DefaultValue("") String outcome,
            @FormParam("note") @DefaultValue("") String note) {
        EmergencyId id = EmergencyId.parse(access);
        try {
            reviews.review(actor, id, new Review(Review.Outcome.ofCode(outcome), note));
            notices.say("emergency.reviewed");
            return Redirect.to(HOME);
        } catch (Refused refused) {
            show(id);
            return form.again(refused, VIEW);
        }
    }
}
