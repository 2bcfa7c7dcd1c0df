package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.scheduling.AppointmentId;
import org.chartseal.domain.scheduling.AppointmentView;
import org.chartseal.domain.scheduling.Bookables;
import org.chartseal.domain.scheduling.CancelAppointment;
import org.chartseal.domain.scheduling.FindFreeSlots;
import org.chartseal.domain.scheduling.MoveAppointment;
import org.chartseal.domain.scheduling.PatientAppointments;
import org.chartseal.domain.scheduling.TimeTaken;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.security.ActingPerson;

/** One of a patient's appointments: when, where, with whom; another time for it, or its end. */
@Path("/patient/appointments/{id}")
@Controller
@RequestScoped
public class AppointmentPage {

    private static final String VIEW = "patient/appointment";
    private static final int OFFERED = 12;

    @PathParam("id")
    private String id = "";

    @Inject
    private PatientAppointments appointments;

    @Inject
    private Bookables bookables;

    @Inject
    private FindFreeSlots findFreeSlots;

    @Inject
    private MoveAppointment moveAppointment;

    @Inject
    private CancelAppointment cancelAppointment;

    @Inject
    private SlotDays slotDays;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    @Inject
    private Clock clock;

    /** The page, with the next free times of the same practitioner. */
    @GET
    public Response view() {
        show(clock.instant());
        return Response.ok(VIEW).build();
    }

    /** Gives it another time; what was taken meanwhile is said, with the times that are free after it. */
    @POST
    @Path("move")
    public Response move(
            @FormParam("version") @DefaultValue("-1") int version, @FormParam("slot") @DefaultValue("") String slot) {
        ChosenSlot chosen = ChosenSlot.parse(slot);
        try {
            MoveAppointment.Outcome outcome = moveAppointment.move(
                    person.actor(),
                    new MoveAppointment.Command(appointment(), version, chosen.practitioner(), chosen.start()));
            if (outcome instanceof TimeTaken taken) {
                form.add("", "patient.taken." + taken.code(), chosen.start());
                show(chosen.start());
                return Response.status(Response.Status.CONFLICT).entity(VIEW).build();
            }
        } catch (Refused refused) {
            show(clock.instant());
            return form.again(refused, VIEW);
        }
        notices.say("patient.moved", chosen.start());
        return Redirect.to("/patient/appointments");
    }

    /** Ends it; the time is free for others, and the grant that came with it ends. */
    @POST
    @Path("cancel")
    public Response cancel(
            @FormParam("version") @DefaultValue("-1") int version,
            @FormParam("reason") @DefaultValue("") String reason) {
        try {
            cancelAppointment.cancel(person.actor(), appointment(), version, reason);
        } catch (Refused refused) {
            show(clock.instant());
            return form.again(refused, VIEW);
        }
        notices.say("patient.cancelled");
        return Redirect.to("/patient/appointments");
    }

    private void show(Instant from) {
        Actor actor = person.actor();
        AppointmentView visit = appointments.one(actor, appointment());
        models.put("visit", visit);
        boolean movable = visit.movable()
                && bookables.visitTypes(actor).stream()
                        .anyMatch(type -> type.id().equals(visit.visitType()));
        models.put("movable", movable);
        if (movable) {
            var wanted = new FindFreeSlots.Wanted(
                    Optional.of(visit.practitioner()),
                    Optional.empty(),
                    visit.visitType(),
                    Optional.of(visit.patient()));
            models.put("days", slotDays.of(findFreeSlots.next(actor, wanted, from, OFFERED)));
        }
    }

    private AppointmentId appointment() {
        return AppointmentId.parse(id);
    }
}
