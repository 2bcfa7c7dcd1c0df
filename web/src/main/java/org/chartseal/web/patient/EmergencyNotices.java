package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.emergency.EmergencyId;
import org.chartseal.domain.emergency.MyEmergencies;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.security.ActingPerson;

/** A patient says that they have seen what the portal told about an access in an emergency. */
@Path("/patient/emergencies")
@Controller
@RequestScoped
public class EmergencyNotices {

    @Inject
    private MyEmergencies mine;

    @Inject
    private ActingPerson person;

    /** Seen; goes back to the page from which it was said. */
    @POST
    @Path("/{access}/seen")
    public Response seen(@PathParam("access") String access, @FormParam("from") @DefaultValue("home") String from) {
        mine.seen(person.actor(), EmergencyId.parse(access));
        return Redirect.to(from.equals("access") ? "/patient/access" : "/patient");
    }
}
