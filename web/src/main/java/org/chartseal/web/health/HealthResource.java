package org.chartseal.web.health;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Tells the launcher, or whatever watches the portal, whether it can do its work. No sign-in, no details. */
@Path("/health")
@RequestScoped
public class HealthResource {

    @Inject
    private Readiness readiness;

    /** 200 when work is possible, also without the ledger; 503 when it is not. */
    @GET
    @Path("/ready")
    @Produces(MediaType.APPLICATION_JSON)
    public Response ready() {
        Health health = readiness.health();
        return Response.status(health.state() == Health.State.DOWN ? 503 : 200)
                .entity(health.toJson().toString())
                .build();
    }
}
