package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.prescribing.PrescriptionId;
import org.chartseal.domain.prescribing.ReadPrescriptions;
import org.chartseal.domain.prescribing.ReadPrescriptions.View;
import org.chartseal.web.care.Badges;
import org.chartseal.web.security.ActingPerson;

/** A patient's prescriptions in plain words. */
@Path("/patient/prescriptions")
@Controller
@RequestScoped
public class PrescriptionsPage {

    @Inject
    private ReadPrescriptions prescriptions;

    @Inject
    private PlainPrescriptions plain;

    @Inject
    private Badges badges;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    /** What to take now, and what is over. */
    @GET
    public Response list() {
        Actor actor = person.actor();
        List<View> all = prescriptions.all(actor, actor.requirePatient());
        models.put("active", plain.of(all.stream().filter(View::active).toList()));
        models.put("past", plain.of(all.stream().filter(view -> !view.active()).toList()));
        models.put("badges", badges.of(all.stream().map(View::seal).toList()));
        return Response.ok("patient/prescriptions").build();
    }

    /** One, with its proof. */
    @GET
    @Path("/{prescription}")
    public Response show(@PathParam("prescription") String id) {
        Actor actor = person.actor();
        View view = prescriptions.read(actor, actor.requirePatient(), PrescriptionId.parse(id));
        models.put("line", plain.of(view));
        models.put("rx", view);
        models.put("badges", badges.of(List.of(view.seal())));
        return Response.ok("patient/prescription").build();
    }
}
