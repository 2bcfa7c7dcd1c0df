package org.chartseal.web.home;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.chartseal.domain.people.Role;
import org.chartseal.web.page.Places;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.security.SignedIn;

/** The portal's root: sends each person to their own page. */
@Path("/")
@Controller
@RequestScoped
public class HomePage {

    @Inject
    private SignedIn signedIn;

    /** On to the page of the person's first role; without one, a page that says whom to ask. */
    @GET
    public Response home() {
        Set<Role> roles = signedIn.roles();
        return roles.isEmpty() ? Response.ok("home/no-role").build() : Redirect.to(Places.home(roles));
    }
}
