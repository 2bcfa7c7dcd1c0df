package org.chartseal.web.verify;

import jakarta.enterprise.context.RequestScoped;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Verifies a downloaded record in the browser, without signing in: nothing of it is ever sent here. */
@Path("/verify/bundle")
@Controller
@RequestScoped
public class BundlePage {

    /** The page; what it does is done by {@code assets/js/bundle}. */
    @GET
    public String page() {
        return "verify/bundle";
    }
}
