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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.scheduling.BookAppointment;
import org.chartseal.domain.scheduling.Bookables;
import org.chartseal.domain.scheduling.FindFreeSlots;
import org.chartseal.domain.scheduling.PatientAppointments;
import org.chartseal.domain.scheduling.SlotView;
import org.chartseal.domain.scheduling.VisitTypeId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Ids;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.security.ActingPerson;

/** A patient's appointments, and making one. */
@Path("/patient/appointments")
@Controller
@RequestScoped
public class AppointmentsPage {

    private static final String MAKE = "patient/make-appointment";
    private static final int OFFERED = 12;

    @Inject
    private PatientAppointments appointments;

    @Inject
    private Bookables bookables;

    @Inject
    private FindFreeSlots findFreeSlots;

    @Inject
    private BookAppointment bookAppointment;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    @Inject
    private IdGenerator ids;

    @Inject
    private Clock clock;

    // What the page shows, does and says.
    /** What comes, and what was. */
    @GET
    public Response list() {
        Actor actor = person.actor();
        PatientAppointments.ComingAndPast all = appointments.of(actor, actor.requirePatient());
        models.put("coming", all.coming());
        models.put("past", all.past());
        return Response.ok("patient/appointments").build();
    }

    /** First with whom and for what, then the next free times. */
    @GET
    @Path("/make")
    public Response make(
            @QueryParam("practitioner") @DefaultValue("") String practitioner,
            @QueryParam("type") @DefaultValue("") String type) {
        offer(practitioner, type);
        return Response.ok(MAKE).build();
    }

    /** Books the chosen time; the treatment grant comes with it, as the page says. */
    @POST
    @Path("/make")
    public Response book(
            @FormParam("practitioner") @DefaultValue("") String practitioner,
            @FormParam("type") @DefaultValue("") String type,
            @FormParam("form") @DefaultValue("") String formId,
            @FormParam("start") @DefaultValue("0") long start,
            @FormParam("reason") @DefaultValue("") String reason) {
        Actor actor = person.actor();
        Instant at = Instant.ofEpochMilli(start);
        try {
            BookAppointment.Outcome outcome = bookAppointment.book(
                    actor,
                    new BookAppointment.Command(
                            Ids.parse("form", formId),
                            actor.requirePatient(),
                            PractitionerId.parse(practitioner),
                            new VisitTypeId(Ids.parse("visit-type", type)),
                            at,
                            reason));
            if (outcome instanceof BookAppointment.Booked) {
                notices.say("patient.booked", at);
                return Redirect.to("/patient/appointments");
            }
            form.add("", "patient.make.taken");
        } catch (Refused refused) {
            form.add(refused);
        }
        offer(practitioner, type);
        return form.again(MAKE);
    }

    private void offer(String practitioner, String type) {
        Actor actor = person.actor();
        List<Bookables.PractitionerChoice> practitioners = bookables.practitioners();
        List<Bookables.VisitTypeChoice> types = bookables.visitTypes(actor);
        models.put(
                "practitioners",
                practitioners.stream()
                        .map(one -> new Option(one.id().toString(), one.name() + ", " + one.speciality()))
                        .toList());
        models.put(
                "types",
                types.stream()
                        .map(one -> new Option(one.id().toString(), one.name() + " (" + one.minutes() + " min)"))
                        .toList());
        models.put("practitioner", practitioner);
        models.put("type", type);
        models.put("formId", ids.next().toString());
        Optional<PractitionerId> with = practitioners.stream()
                .map(Bookables.PractitionerChoice::id)
                .filter(id -> id.toString().equals(practitioner))
                .findFirst();
        Optional<VisitTypeId> of = types.stream()
                .map(Bookables.VisitTypeChoice::id)
                .filter(id -> id.toString().equals(type))
                .findFirst();
        models.put("asked", with.isPresent() && of.isPresent());
        models.put("slots", with.isPresent() && of.isPresent() ? slots(actor, with.get(), of.get()) : List.of());
    }

    private List<SlotView> slots(Actor actor, PractitionerId with, VisitTypeId of) {
        return findFreeSlots.next(actor, with, of, clock.instant(), Optional.of(actor.requirePatient()), OFFERED);
    }
}
