package org.chartseal.web.released;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** What patients released to their insurer. */
@Path("/insurer")
@Controller
@RequestScoped
public class InsurerPage {

    private static final String BASE = "/insurer";

    @Inject
    private ReleasedDesk desk;

    /** All of it. */
    @GET
    public String list() {
        return desk.list(BASE);
    }

    /** What is open of the record that the grant opens. */
    @GET
    @Path("/{grant}")
    public String record(@PathParam("grant") String grant) {
        return desk.record(BASE, grant);
    }

    /** A note. */
    @GET
    @Path("/{grant}/notes/{note}")
    public String note(@PathParam("grant") String grant, @PathParam("note") String note) {
        return desk.note(BASE, grant, note);
    }

    /** A prescription. */
    @GET
    @Path("/{grant}/prescriptions/{prescription}")
    public String prescription(@PathParam("grant") String grant, @PathParam("prescription") String prescription) {
        return desk.prescription(BASE, grant, prescription);
    }

    /** A laboratory result. */
    @GET
    @Path("/{grant}/reports/{report}")
    public String report(@PathParam("grant") String grant, @PathParam("report") String report) {
        return desk.report(BASE, grant, report);
    }

    /** A claim. */
    @GET
    @Path("/{grant}/claims/{claim}")
    public String claim(@PathParam("grant") String grant, @PathParam("claim") String claim) {
        return desk.claim(BASE, grant, claim);
    }

    /** A document. */
    @GET
    @Path("/{grant}/documents/{document}")
    public String document(@PathParam("grant") String grant, @PathParam("document") String document) {
        return desk.document(BASE, grant, document);
    }
}
