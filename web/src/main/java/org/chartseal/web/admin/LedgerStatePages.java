package org.chartseal.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.projection.RebuildProjection;
import org.chartseal.domain.projection.ShowProjection;
import org.chartseal.web.jobs.FollowLedger;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;

/** How the ledger is: what waits for it and why, and how far its events are followed. */
@Path("/admin/ledger")
@Controller
@RequestScoped
public class LedgerStatePages {

    private static final String HOME = "/admin/ledger";

    @Inject
    private Actor actor;

    @Inject
    private LedgerCondition condition;

    @Inject
    private ShowProjection showProjection;

    @Inject
    private RebuildProjection rebuildProjection;

    @Inject
    private FollowLedger followLedger;

    @Inject
    private Notices notices;

    @Inject
    private Models models;

    /** The whole page. */
    @GET
    public String page() {
        models.put("more", false);
        models.put("condition", condition.now());
        models.put("projection", showProjection.show(actor));
        return "admin/ledger";
    }

    /**
     * What waits and why, asked for again and again.
     *
     * @param more whether it leads to the whole page
     */
    @GET
    @Path("/condition")
    public String part(@QueryParam("more") @DefaultValue("false") boolean more) {
        models.put("more", more);
        models.put("condition", condition.now());
        return "admin/ledger-condition";
    }

    /** How far the events are followed, asked for again and again. */
    @GET
    @Path("/projection")
    public String projection() {
        models.put("projection", showProjection.show(actor));
        return "admin/ledger-projection";
    }

    /** Drops the projection, and has it made again from the first block at once. */
    @POST
    @Path("/rebuild")
    public Response rebuild() {
        rebuildProjection.rebuild(actor);
        followLedger.reopen();
        notices.say("admin.ledger.rebuilt");
        return Redirect.to(HOME);
    }
}
