package org.chartseal.web.insurer;

import jakarta.enterprise.context.RequestScoped;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What patients released to the insurer. Nothing can be released yet, and the page says what will be here. */
@Path("/insurer")
@Controller
@RequestScoped
public class InsurerPage {

    /** The page. */
    @GET
    public String released() {
        return "insurer/released";
    }
}
