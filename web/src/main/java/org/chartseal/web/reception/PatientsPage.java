package org.chartseal.web.reception;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.ContactPoint;
import org.chartseal.domain.people.CorrectPatient;
import org.chartseal.domain.people.FindDuplicates;
import org.chartseal.domain.people.FindPatients;
import org.chartseal.domain.people.Identifier;
import org.chartseal.domain.people.PatientDetails;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.RegisterPatient;
import org.chartseal.domain.people.Sex;
import org.chartseal.domain.people.ViewPatient;
import org.chartseal.domain.scheduling.PatientAppointments;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.page.Words;

/** Patients at reception: find, register, look at, correct. */
@Path("/reception/patients")
@Controller
@RequestScoped
public class PatientsPage {

    @Inject
    private Models models;

    @Inject
    private Actor actor;

    @Inject
    private FindPatients findPatients;

    @Inject
    private FindDuplicates findDuplicates;

    @Inject
    private RegisterPatient registerPatient;

    @Inject
    private CorrectPatient correctPatient;

    @Inject
    private ViewPatient viewPatient;

    @Inject
    private PatientAppointments appointments;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    @Inject
    private Words words;

    /** The search and what it found. */
    @GET
    public String find(@QueryParam("q") @DefaultValue("") String text) {
        models.put("q", text);
        models.put("patients", findPatients.find(actor, text, FindPatients.MOST));
        return "reception/patients";
    }

    /** The empty form. */
    @GET
    @Path("new")
    public String empty() {
        offer(List.of(), List.of());
        return "reception/register";
    }

    /** Registers, or shows what is wrong or who is likely the same person. */
    @POST
    @Path("new")
    public Response register(@BeanParam PatientForm typed) {
        offer(typed.identifierRows(), typed.contactRows());
        if (typed.changesRows()) {
            models.put("adding", typed.adding());
            return Response.ok("reception/register").build();
        }
        Optional<PatientDetails> details = typed.details(form);
        if (details.isEmpty()) {
            return form.again("reception/register");
        }
        try {
            RegisterPatient.Registered registered =
                    registerPatient.register(actor, new RegisterPatient.Command(details.get(), typed.notADuplicate()));
            notices.say("reception.registered", details.get().name().full(), registered.number());
            return Redirect.to("/reception/patients/" + registered.id());
        } catch (Refused refused) {
            models.put("duplicates", findDuplicates.find(actor, details.get()));
            return form.again(refused, "reception/register");
        }
    }

    /** One patient. */
    @GET
    @Path("{id}")
    public String view(@PathParam("id") String id) {
        PatientId patient = PatientId.parse(id);
        models.put("patient", viewPatient.view(actor, patient));
        models.put("appointments", appointments.of(actor, patient));
        return "reception/patient";
    }

    /** The form to correct what is known. */
    @GET
    @Path("{id}/edit")
    public String edit(@PathParam("id") String id) {
        ViewPatient.Demographics patient = viewPatient.view(actor, PatientId.parse(id));
        offer(
                patient.identifiers().stream()
                        .map(issued -> new FormRow(issued.system(), issued.value(), ""))
                        .toList(),
                patient.contact().others().stream()
                        .map(other -> new FormRow(other.system(), other.value(), other.whose()))
                        .sorted(Comparator.comparing(FormRow::system).reversed().thenComparing(FormRow::value))
                        .toList());
        models.put("patient", patient);
        return "reception/edit";
    }

    /** Corrects it. */
    @POST
    @Path("{id}/edit")
    public Response correct(@PathParam("id") String id, @BeanParam PatientForm typed) {
        PatientId patient = PatientId.parse(id);
        offer(typed.identifierRows(), typed.contactRows());
        if (typed.changesRows()) {
            models.put("adding", typed.adding());
            models.put("patient", viewPatient.view(actor, patient));
            return Response.ok("reception/edit").build();
        }
        Optional<PatientDetails> details = typed.details(form);
        try {
            if (details.isPresent()) {
                correctPatient.correct(actor, new CorrectPatient.Command(patient, typed.version(), details.get()));
                notices.say("reception.corrected");
                return Redirect.to("/reception/patients/" + patient);
            }
        } catch (Refused refused) {
            form.add(refused);
        }
        models.put("patient", viewPatient.view(actor, patient));
        return form.again("reception/edit");
    }

    private void offer(List<FormRow> identifiers, List<FormRow> contacts) {
        models.put("sexes", options("sex.", Arrays.stream(Sex.values()).map(Sex::code)));
        models.put("systems", options("identifier.", Identifier.SYSTEMS.stream()));
        models.put("contactSystems", options("contact.", ContactPoint.SYSTEMS.stream()));
        models.put("identifiers", FormRow.atLeastOne(identifiers));
        models.put("contacts", contacts);
    }

    private List<Option> options(String prefix, Stream<String> codes) {
        return codes.map(code -> new Option(code, words.text(prefix + code))).toList();
    }
}
