package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.BeanParam;
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
import java.util.stream.Stream;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.scheduling.BookAppointment;
import org.chartseal.domain.scheduling.Bookables;
import org.chartseal.domain.scheduling.FindFreeSlots;
import org.chartseal.domain.scheduling.SlotView;
import org.chartseal.domain.scheduling.TimeTaken;
import org.chartseal.domain.scheduling.VisitAccess;
import org.chartseal.domain.scheduling.VisitTypeId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Ids;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.page.VisitAccesses;
import org.chartseal.web.page.Words;
import org.chartseal.web.security.ActingPerson;

/** A patient makes an appointment: with someone, or with whoever of a speciality is free first. */
@Path("/patient/appointments/make")
@Controller
@RequestScoped
public class MakeAppointmentPage {

    private static final String MAKE = "patient/make-appointment";
    private static final int OFFERED = 18;

    @Inject
    private Bookables bookables;

    @Inject
    private FindFreeSlots findFreeSlots;

    @Inject
    private BookAppointment bookAppointment;

    @Inject
    private SlotDays slotDays;

    @Inject
    private VisitAccesses visitAccesses;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    @Inject
    private Words words;

    @Inject
    private IdGenerator ids;

    @Inject
    private Clock clock;

    /** What the address asks for; empty texts ask for nothing in particular. */
    public static class Wish {

        @QueryParam("speciality")
        @DefaultValue("")
        private String speciality = "";

        @QueryParam("practitioner")
        @DefaultValue("")
        private String practitioner = "";

        @QueryParam("type")
        @DefaultValue("")
        private String type = "";

        public String getSpeciality() {
            return speciality;
        }

        public String getPractitioner() {
            return practitioner;
        }

        public String getType() {
            return type;
        }

        /** Whoever is named wins over any speciality. */
        FindFreeSlots.Wanted of(Actor actor) {
            boolean named = !practitioner.isEmpty();
            return new FindFreeSlots.Wanted(
                    named ? Optional.of(PractitionerId.parse(practitioner)) : Optional.empty(),
                    named || speciality.isEmpty() ? Optional.empty() : Optional.of(speciality),
                    VisitTypeId.parse(type),
                    Optional.of(actor.requirePatient()));
        }
    }

    /** First with whom and for what, then the next free times. */
    @GET
    public Response offer(@BeanParam Wish wish) {
        show(wish, clock.instant());
        return Response.ok(MAKE).build();
    }

    /** Books the chosen time; the treatment grant comes with it, as the page says. */
    @POST
    public Response book(
            @BeanParam Wish wish,
            @FormParam("form") @DefaultValue("") String formId,
            @FormParam("slot") @DefaultValue("") String slot,
            @FormParam("reason") @DefaultValue("") String reason,
            @FormParam("access") @DefaultValue("30") String access) {
        Actor actor = person.actor();
        ChosenSlot chosen = ChosenSlot.parse(slot);
        try {
            BookAppointment.Outcome outcome = bookAppointment.book(
                    actor,
                    new BookAppointment.Command(
                            Ids.parse("form", formId),
                            actor.requirePatient(),
                            chosen.practitioner(),
                            VisitTypeId.parse(wish.getType()),
                            chosen.start(),
                            reason,
                            VisitAccess.ofCode(access)));
            if (outcome instanceof TimeTaken taken) {
                form.add("", "patient.taken." + taken.code(), chosen.start());
                show(wish, chosen.start());
                return Response.status(Response.Status.CONFLICT).entity(MAKE).build();
            }
            notices.say("patient.booked", chosen.start());
            return Redirect.to("/patient/appointments");
        } catch (Refused refused) {
            show(wish, clock.instant());
            return form.again(refused, MAKE);
        }
    }

    private void show(Wish wish, Instant from) {
        Actor actor = person.actor();
        List<Bookables.PractitionerChoice> practitioners = bookables.practitioners();
        List<Bookables.VisitTypeChoice> types = bookables.visitTypes(actor);
        models.put(
                "specialities",
                anyOr(
                        "patient.make.any-speciality",
                        bookables.specialities().stream().map(each -> new Option(each, each))));
        models.put(
                "practitioners",
                anyOr(
                        "patient.make.anyone",
                        practitioners.stream()
                                .map(one -> new Option(one.id().toString(), one.name() + ", " + one.speciality()))));
        models.put(
                "types",
                types.stream()
                        .map(one -> new Option(
                                one.id().toString(), words.text("patient.make.type", one.name(), one.minutes())))
                        .toList());
        models.put("accesses", visitAccesses.options("patient.make.access"));
        models.put("wish", wish);
        models.put("formId", ids.next().toString());
        boolean known = types.stream().anyMatch(type -> type.id().toString().equals(wish.getType()));
        models.put("asked", known);
        models.put("days", known ? slotDays.of(slots(actor, wish, from)) : List.of());
    }

    private List<Option> anyOr(String key, Stream<Option> options) {
        return Stream.concat(Stream.of(new Option("", words.text(key))), options)
                .toList();
    }

    private List<SlotView> slots(Actor actor, Wish wish, Instant from) {
        return findFreeSlots.next(actor, wish.of(actor), from, OFFERED);
    }
}
