package org.chartseal.web.requests;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

/** A doctor asks patients for access. */
@Path("/doctor/requests")
@Controller
@RequestScoped
public class DoctorRequestsPage {

    private static final String BASE = "/doctor";

    @Inject
    private RequestDesk desk;

    /** The form, and how earlier requests stand. */
    @GET
    public Response show(@QueryParam("closed") @DefaultValue("") String closed) {
        return desk.show(BASE, closed);
    }

    /** Asks. */
    @POST
    public Response ask(@BeanParam SentRequest sent) {
        return desk.ask(BASE, sent);
    }

    /** Takes a request back. */
    @POST
    @Path("/{request}/withdraw")
    public Response withdraw(@PathParam("request") String request) {
        return desk.withdraw(BASE, request);
    }
}
