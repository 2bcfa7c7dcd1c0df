package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.claims.ClaimId;
import org.chartseal.domain.claims.KeepCoverages;
import org.chartseal.domain.claims.ReadClaims;
import org.chartseal.domain.people.Actor;
import org.chartseal.web.claims.ClaimView;
import org.chartseal.web.security.ActingPerson;

/** What doctors claimed of a patient's insurers, and how the patient is insured. */
@Path("/patient/claims")
@Controller
@RequestScoped
public class ClaimsPage {

    @Inject
    private ReadClaims claims;

    @Inject
    private KeepCoverages coverages;

    @Inject
    private ClaimView view;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    /** All of them. */
    @GET
    public Response list() {
        Actor actor = person.actor();
        view.list(claims.list(actor, actor.requirePatient()));
        models.put("insured", coverages.list(actor, actor.requirePatient()));
        return Response.ok("patient/claims").build();
    }

    /** One, as it was signed last. */
    @GET
    @Path("{claim}")
    public Response show(@PathParam("claim") String id) {
        Actor actor = person.actor();
        view.show(claims.read(actor, actor.requirePatient(), ClaimId.parse(id)));
        return Response.ok("patient/claim").build();
    }
}
