package org.chartseal.web.versions;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.records.ReadVersions;
import org.chartseal.domain.records.RecordId;

/** What was signed, and signed again, of a record that does not verify. */
@Path("/audit/records/{record}/versions")
@Controller
@RequestScoped
public class AuditVersionsPage {

    @Inject
    private ReadVersions versions;

    @Inject
    private VersionsView view;

    @Inject
    private Actor actor;

    /** All of them, and two side by side. */
    @GET
    public Response show(@PathParam("record") String record, @BeanParam VersionsView.Asked asked) {
        ReadVersions.Chain chain = versions.audit(actor, RecordId.parse(record), asked.choice());
        return view.show(chain, asked, "/audit/integrity", "versions/audit");
    }
}
