package org.chartseal.web.home;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.chartseal.web.security.EndOfSession;

/** The way out. */
@Path("/sign-out")
@Controller
@RequestScoped
public class SignOut {

    @Inject
    private EndOfSession endOfSession;

    @Context
    private HttpServletRequest request;

    /** Ends the session here, then has the provider end its own and send the person back to the sign-in page. */
    @POST
    public Response signOut() {
        Response onward = Response.seeOther(endOfSession.address()).build();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        return onward;
    }
}
