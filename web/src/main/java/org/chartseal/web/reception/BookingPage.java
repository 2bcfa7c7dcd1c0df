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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.FindPatients;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PatientRow;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.ViewPatient;
import org.chartseal.domain.scheduling.BookAppointment;
import org.chartseal.domain.scheduling.BookAppointment.Booked;
import org.chartseal.domain.scheduling.Bookables;
import org.chartseal.domain.scheduling.TimeTaken;
import org.chartseal.domain.scheduling.VisitAccess;
import org.chartseal.domain.scheduling.VisitTypeId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Ids;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Dates;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.page.VisitAccesses;

/** Books a free time: whom, what for. One click on the calendar leads here, one on the patient books. */
@Path("/reception/book")
@Controller
@RequestScoped
public class BookingPage {

    private static final int PATIENTS_SHOWN = 8;

    @Inject
    private Models models;

    @Inject
    private Actor actor;

    @Inject
    private Bookables bookables;

    @Inject
    private FindPatients findPatients;

    @Inject
    private ViewPatient viewPatient;

    @Inject
    private BookAppointment book;

    @Inject
    private IdGenerator ids;

    @Inject
    private Clock clock;

    @Inject
    private Dates dates;

    @Inject
    private VisitAccesses visitAccesses;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    /** The form for one free time. */
    @GET
    public String slot(
            @QueryParam("practitioner") @DefaultValue("") String practitioner,
            @QueryParam("start") @DefaultValue("") String start,
            @QueryParam("visitType") @DefaultValue("") String visitType,
            @QueryParam("reason") @DefaultValue("") String reason,
            @QueryParam("q") @DefaultValue("") String text,
            @QueryParam("patient") @DefaultValue("") String patient) {
        show(practitioner, start, visitType, reason, text);
        if (!patient.isBlank()) {
            var known = viewPatient.view(actor, PatientId.parse(patient));
            models.put(
                    "patients",
                    List.of(new PatientRow(
                            known.id(),
                            known.number(),
                            known.name(),
                            known.birthDate(),
                            known.sex(),
                            known.contact().phone())));
        }
        models.put("formId", ids.next());
        return "reception/book";
    }

    /** The patients that fit what is being typed. */
    @GET
    @Path("patients")
    public String patients(@QueryParam("q") @DefaultValue("") String text) {
        models.put("q", text);
        models.put("patients", findPatients.find(actor, text, PATIENTS_SHOWN));
        return "reception/book-patients";
    }

    /** Books, or says who was faster. */
    @POST
    public Response book(
            @FormParam("form") @DefaultValue("") String formId,
            @FormParam("practitioner") @DefaultValue("") String practitioner,
            @FormParam("start") @DefaultValue("") String start,
            @FormParam("visitType") @DefaultValue("") String visitType,
            @FormParam("patient") @DefaultValue("") String patient,
            @FormParam("reason") @DefaultValue("") String reason,
            @FormParam("access") @DefaultValue("30") String access,
            @FormParam("q") @DefaultValue("") String text) {
        try {
            if (patient.isBlank()) {
                throw Refused.because("patient-missing").at("q");
            }
            BookAppointment.Outcome outcome = book.book(
                    actor,
                    new BookAppointment.Command(
                            Ids.parse("form", formId),
                            PatientId.parse(patient),
                            PractitionerId.parse(practitioner),
                            VisitTypeId.parse(visitType),
                            moment(start),
                            reason,
                            VisitAccess.ofCode(access)));
            return outcome instanceof Booked booked
                    ? booked(booked, start)
                    : taken((TimeTaken) outcome, practitioner, start, visitType, reason, text, patient);
        } catch (Refused refused) {
            show(practitioner, start, visitType, reason, text);
            models.put("formId", formId.isBlank() ? ids.next() : UUID.fromString(formId));
            return form.again(refused, "reception/book");
        }
    }

    private Response booked(Booked booked, String start) {
        Instant at = moment(start);
        notices.say("reception.booked", dates.at(at));
        return Redirect.to(
                "/reception?date=" + LocalDate.ofInstant(at, clock.getZone()) + "#visit-" + booked.appointment());
    }

    private Response taken(
            TimeTaken taken,
            String practitioner,
            String start,
            String visitType,
            String reason,
            String text,
            String patient) {
        show(practitioner, start, visitType, reason, text);
        models.put("taken", taken);
        models.put("chosen", patient);
        models.put("formId", ids.next());
        return Response.status(Response.Status.CONFLICT)
                .entity("reception/book")
                .build();
    }

    private void show(String practitioner, String start, String visitType, String reason, String text) {
        PractitionerId id = PractitionerId.parse(practitioner);
        Bookables.PractitionerChoice with = bookables.practitioners().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("practitioner", id));
        models.put("practitioner", with);
        models.put("start", moment(start));
        models.put("accesses", visitAccesses.options("reception.access"));
        models.put("visitTypes", bookables.visitTypes(actor));
        models.put("visitType", visitType);
        models.put("reason", reason);
        models.put("q", text);
        models.put("patients", findPatients.find(actor, text, PATIENTS_SHOWN));
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw (NotFound) new NotFound("slot", text).initCause(unreadable);
        }
    }
}
