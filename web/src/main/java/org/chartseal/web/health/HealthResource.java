package org.chartseal.web.health;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
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
        JsonObjectBuilder parts = Json.createObjectBuilder();
        health.parts().forEach((part, up) -> parts.add(part, up ? "UP" : "DOWN"));
        JsonObject answer = Json.createObjectBuilder()
                .add("state", health.state().name())
                .add("parts", parts)
                .add("demo", health.demoText())
                .build();
        return Response.status(health.state() == Health.State.DOWN ? 503 : 200)
                .entity(answer.toString())
                .build();
    }
}
