package org.chartseal.web.verify;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.records.OpenSeal;
import org.chartseal.domain.records.ShowSeal;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Says, check by check, whether a sealed record is the one that was signed. It shows nothing of the record itself. */
@Path("/verify/{seal}")
@Controller
@RequestScoped
public class VerifyPage {

    @Inject
    private OpenSeal openSeal;

    @Inject
    private ShowSeal showSeal;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    /** Runs all checks anew. */
    @GET
    public String verify(@PathParam("seal") String seal) {
        SealId id = id(seal);
        openSeal.open(actor, id);
        models.put("report", SealReportView.of(showSeal.show(actor, id)));
        return "verify/report";
    }

    /**
     * The seal of that id.
     *
     * @throws NotFound when it is none: nothing has such an address
     */
    static SealId id(String seal) {
        try {
            return SealId.parse(seal);
        } catch (Refused malformed) {
            NotFound none = new NotFound("seal", seal);
            none.addSuppressed(malformed);
            throw none;
        }
    }
}
