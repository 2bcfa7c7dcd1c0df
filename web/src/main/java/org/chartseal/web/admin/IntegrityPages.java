package org.chartseal.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.records.IntegrityFinding;
import org.chartseal.domain.records.ReadFindings;
import org.chartseal.domain.records.RepairRecord;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.audit.FindingView;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;

/** What does not verify, and the way to put it right; nothing of the records is shown here. */
@Path("/admin/integrity")
@Controller
@RequestScoped
public class IntegrityPages {

    private static final String HOME = "/admin/integrity";
    private static final String VIEW = "admin/integrity";
    private static final int SHOWN = 100;

    @Inject
    private ReadFindings readFindings;

    @Inject
    private RepairRecord repairRecord;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    /** Findings, open ones first. */
    @GET
    public Response show() {
        fill();
        return Response.ok(VIEW).build();
    }

    private void fill() {
        List<IntegrityFinding> newest = readFindings.newest(actor, SHOWN);
        models.put("findings", newest.stream().map(FindingView::of).toList());
        models.put("repairs", FindingView.repairs(readFindings, actor, newest));
    }

    /** Puts the rows behind a finding back as they stood. */
    @POST
    @Path("/{finding}/repair")
    public Response repair(@PathParam("finding") String finding) {
        try {
            boolean verifies = repairRecord.repair(actor, FindingView.number(finding));
            notices.say(verifies ? "admin.integrity.repaired" : "admin.integrity.repaired.partly");
        } catch (Refused refused) {
            fill();
            return form.again(refused, VIEW);
        }
        return Redirect.to(HOME);
    }
}
