package org.chartseal.web.requests;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Someone of an insurer asks patients for access. */
@Path("/insurer/requests")
@Controller
@RequestScoped
public class InsurerRequestsPage {

    private static final String BASE = "/insurer";

    @Inject
    private RequestDesk desk;

    /** The form, and how earlier requests stand. */
    @GET
    public Response show() {
        return desk.show(BASE, "");
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
