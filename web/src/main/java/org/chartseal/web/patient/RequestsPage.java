package org.chartseal.web.patient;

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
import org.chartseal.domain.consent.AccessRequestId;
import org.chartseal.domain.consent.AnswerRequest;
import org.chartseal.domain.consent.MyRequests;
import org.chartseal.domain.consent.RequestView;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.security.ActingPerson;

/** Who asked a patient for access, and where the patient answers. */
@Path("/patient/access/requests")
@Controller
@RequestScoped
public class RequestsPage {

    private static final String ONE = "patient/request";

    @Inject
    private MyRequests requests;

    @Inject
    private AnswerRequest answer;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    /** All of them, and how each was answered. */
    @GET
    public Response all() {
        models.put("requests", requests.all(person.actor()));
        return Response.ok("patient/requests").build();
    }

    /** One, with both answers. */
    @GET
    @Path("/{request}")
    public Response one(@PathParam("request") String id) {
        show(AccessRequestId.parse(id));
        return Response.ok(ONE).build();
    }

    private RequestView show(AccessRequestId id) {
        RequestView request = requests.one(person.actor(), id);
        models.put("asking", request);
        return request;
    }

    /** Refuses; the next page offers to take that back. */
    @POST
    @Path("/{request}/refuse")
    public Response refuse(@PathParam("request") String text, @FormParam("why") @DefaultValue("") String why) {
        AccessRequestId id = AccessRequestId.parse(text);
        try {
            answer.refuse(person.actor(), id, why);
        } catch (Refused refused) {
            show(id);
            return form.again(refused, ONE);
        }
        notices.sayWithUndo(
                "/patient/access/requests/" + id + "/take-back",
                "request.refused",
                requests.one(person.actor(), id).grantee().name());
        return Redirect.to("/patient/access");
    }

    /** The request waits again. */
    @POST
    @Path("/{request}/take-back")
    public Response takeBack(@PathParam("request") String text) {
        AccessRequestId id = AccessRequestId.parse(text);
        try {
            answer.takeBack(person.actor(), id);
        } catch (Refused refused) {
            show(id);
            return form.again(refused, ONE);
        }
        notices.say("request.waits-again");
        return Redirect.to("/patient/access/requests/" + id);
    }
}
