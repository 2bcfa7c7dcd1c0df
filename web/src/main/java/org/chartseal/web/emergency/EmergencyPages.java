package org.chartseal.web.emergency;

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
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.emergency.EmergencyId;
import org.chartseal.domain.emergency.EmergencyMinutes;
import org.chartseal.domain.emergency.EmergencyReason;
import org.chartseal.domain.emergency.EmergencyView;
import org.chartseal.domain.emergency.EndEmergencyAccess;
import org.chartseal.domain.emergency.FindInEmergency;
import org.chartseal.domain.emergency.OpenEmergencyAccess;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;

/** A doctor finds a patient, says why, and opens the record without the patient's grant. */
@Path("/doctor/emergency")
@Controller
@RequestScoped
public class EmergencyPages {

    private static final String SEARCH = "emergency/search";
    private static final String OPEN = "emergency/open";

    @Inject
    private FindInEmergency find;

    @Inject
    private OpenEmergencyAccess openAccess;

    @Inject
    private EndEmergencyAccess endAccess;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    /** Where to look for the patient, and what is open now. */
    @GET
    public Response search() {
        models.put("open", find.openNow(actor));
        return Response.ok(SEARCH).build();
    }

    /** By number, or else by name and birth date. A posted form: whom a doctor looks for stays out of addresses. */
    @POST
    public Response find(
            @FormParam("number") @DefaultValue("") String number,
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("born") @DefaultValue("") String born) {
        models.put("open", List.of());
        try {
            models.put("found", number.isBlank() ? named(name, born) : find.byNumber(actor, number));
            return Response.ok(SEARCH).build();
        } catch (Refused refused) {
            return form.again(refused, SEARCH);
        }
    }

    private List<FindInEmergency.Found> named(String name, String born) {
        if (name.isBlank() && born.isBlank()) {
            throw Refused.because("emergency-search-empty").at("number");
        }
        try {
            return find.byNameAndBirth(actor, name, LocalDate.parse(born.strip()));
        } catch (DateTimeException unreadable) {
            throw Refused.because("emergency-birth-date-missing").at("born").causedBy(unreadable);
        }
    }

    /** Who it is, what will happen, and the form. */
    @GET
    @Path("/patients/{patient}")
    public Response form(@PathParam("patient") String patient) {
        show(PatientId.parse(patient));
        return Response.ok(OPEN).build();
    }

    private void show(PatientId patient) {
        models.put("found", find.byId(actor, patient));
        models.put("usual", EmergencyMinutes.USUAL);
        Optional<EmergencyView> already = find.openNow(actor).stream()
                .filter(access -> access.patient().id().equals(patient))
                .findFirst();
        already.ifPresent(access -> models.put("already", access));
    }

    /** Opens the record and shows the chart. */
    @POST
    @Path("/patients/{patient}")
    public Response open(
            @PathParam("patient") String patient,
            @FormParam("reason") @DefaultValue("") String reason,
            @FormParam("minutes") @DefaultValue("") String minutes) {
        PatientId id = PatientId.parse(patient);
        try {
            OpenEmergencyAccess.Opened opened = openAccess.open(
                    actor,
                    new OpenEmergencyAccess.Command(id, new EmergencyReason(reason), EmergencyMinutes.parse(minutes)));
            notices.say("emergency.opened." + opened.anchoring().code());
            return Redirect.to("/patients/" + id + "/chart");
        } catch (Refused refused) {
            show(id);
            return form.again(refused, OPEN);
        }
    }

    /** Ends the access before its time. */
    @POST
    @Path("/{access}/end")
    public Response end(@PathParam("access") String access) {
        endAccess.end(actor, EmergencyId.parse(access));
        notices.say("emergency.ended");
        return Redirect.to("/doctor");
    }
}
