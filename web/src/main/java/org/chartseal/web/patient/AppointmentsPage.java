package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.scheduling.PatientAppointments;
import org.chartseal.web.security.ActingPerson;

/** A patient's appointments: what comes, and what was. */
@Path("/patient/appointments")
@Controller
@RequestScoped
public class AppointmentsPage {

    @Inject
    private PatientAppointments appointments;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    /** All of them. */
    @GET
    public Response list() {
        Actor actor = person.actor();
        PatientAppointments.ComingAndPast all = appointments.of(actor, actor.requirePatient());
        models.put("coming", all.coming());
        models.put("past", all.past());
        return Response.ok("patient/appointments").build();
    }
}
