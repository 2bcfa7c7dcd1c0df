package org.chartseal.web.verify;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.Map;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.records.OpenSeal;
import org.chartseal.domain.records.SealState;
import org.chartseal.domain.records.SealStates;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.web.page.Pages;

/** The badge of one seal as it stands now; pages that show a pending one ask for it until it is sealed. */
@Path("/seals/{seal}/badge")
@RequestScoped
public class SealBadge {

    @Inject
    private OpenSeal openSeal;

    @Inject
    private Actor actor;

    @Inject
    private SealStates states;

    @Inject
    private Pages pages;

    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    /** The badge alone. It says nothing of the record. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    public String badge(@PathParam("seal") String seal) {
        SealId id = SealId.parse(seal);
        openSeal.open(actor, id);
        SealState state = states.of(id).orElseThrow(() -> new NotFound("seal", seal));
        Map<String, Object> models = new HashMap<>();
        models.put("seal", seal);
        models.put("state", state.status().code());
        state.block().ifPresent(block -> models.put("block", block));
        return pages.render("verify/badge", models, request, response);
    }
}
