package org.chartseal.web.reception;

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
import java.time.DateTimeException;
import java.time.Instant;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.scheduling.AppointmentId;
import org.chartseal.domain.scheduling.AppointmentView;
import org.chartseal.domain.scheduling.CancelAppointment;
import org.chartseal.domain.scheduling.CheckIn;
import org.chartseal.domain.scheduling.CompleteVisit;
import org.chartseal.domain.scheduling.ConfirmAppointment;
import org.chartseal.domain.scheduling.MarkNoShow;
import org.chartseal.domain.scheduling.MoveAppointment;
import org.chartseal.domain.scheduling.PatientAppointments;
import org.chartseal.domain.scheduling.StartVisit;
import org.chartseal.domain.scheduling.TimeTaken;
import org.chartseal.domain.scheduling.UndoStatus;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;

/** One appointment: what it is, and what can be done with it now. */
@Path("/reception/appointments/{id}")
@Controller
@RequestScoped
public class AppointmentPage {

    @Inject
    private Models models;

    @Inject
    private Actor actor;

    @Inject
    private PatientAppointments appointments;

    @Inject
    private CheckIn checkIn;

    @Inject
    private StartVisit startVisit;

    @Inject
    private CompleteVisit completeVisit;

    @Inject
    private MarkNoShow markNoShow;

    @Inject
    private ConfirmAppointment confirm;

    @Inject
    private CancelAppointment cancel;

    @Inject
    private UndoStatus undo;

    @Inject
    private MoveAppointment move;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    /** The page. */
    @GET
    public String view(@PathParam("id") String id) {
        models.put("visit", appointments.one(actor, AppointmentId.parse(id)));
        return "reception/appointment";
    }

    /** Moves on to another status, or back; the next page offers to undo it. */
    @POST
    @Path("{deed: check-in|start|complete|no-show|confirm|cancel|undo}")
    public Response change(
            @PathParam("id") String id,
            @PathParam("deed") String deed,
            @FormParam("version") @DefaultValue("-1") int version,
            @FormParam("reason") @DefaultValue("") String reason) {
        AppointmentId visit = AppointmentId.parse(id);
        int seen = version < 0 ? appointments.one(actor, visit).version() : version;
        try {
            change(visit, deed, seen, reason);
        } catch (Refused refused) {
            models.put("visit", appointments.one(actor, visit));
            return form.again(refused, "reception/appointment");
        }
        if (deed.equals("undo")) {
            notices.say("reception.done.undo");
        } else {
            notices.sayWithUndo("/reception/appointments/" + visit + "/undo", "reception.done." + deed);
        }
        return Redirect.to("/reception/appointments/" + visit);
    }

    private void change(AppointmentId visit, String deed, int version, String reason) {
        switch (deed) {
            case "check-in" -> checkIn.checkIn(actor, visit, version);
            case "start" -> startVisit.start(actor, visit, version);
            case "complete" -> completeVisit.complete(actor, visit, version);
            case "no-show" -> markNoShow.mark(actor, visit, version);
            case "confirm" -> confirm.confirm(actor, visit, version);
            case "cancel" -> cancel.cancel(actor, visit, version, reason);
            default -> undo.undo(actor, visit, version);
        }
    }

    /** Gives it another time, or says who has that time. */
    @POST
    @Path("move")
    public Response move(
            @PathParam("id") String id,
            @FormParam("version") @DefaultValue("-1") int version,
            @FormParam("practitioner") @DefaultValue("") String practitioner,
            @FormParam("start") @DefaultValue("") String start) {
        AppointmentId visit = AppointmentId.parse(id);
        try {
            var wish = new MoveAppointment.Command(visit, version, PractitionerId.parse(practitioner), moment(start));
            if (move.move(actor, wish) instanceof TimeTaken taken) {
                models.put("taken", taken);
                models.put("visit", appointments.one(actor, visit));
                return Response.status(Response.Status.CONFLICT)
                        .entity("reception/appointment")
                        .build();
            }
        } catch (Refused refused) {
            models.put("visit", appointments.one(actor, visit));
            return form.again(refused, "reception/appointment");
        }
        AppointmentView moved = appointments.one(actor, visit);
        notices.say("reception.done.move", moved.time().start());
        return Redirect.to("/reception/appointments/" + visit);
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw (NotFound) new NotFound("slot", text).initCause(unreadable);
        }
    }
}
