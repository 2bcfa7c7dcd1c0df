package org.chartseal.web.prescribing;

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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.prescribing.CheckPrescription;
import org.chartseal.domain.prescribing.CheckResult;
import org.chartseal.domain.prescribing.FormularyItemId;
import org.chartseal.domain.prescribing.Frequency;
import org.chartseal.domain.prescribing.PrescribeMedicine;
import org.chartseal.domain.prescribing.PrescriptionId;
import org.chartseal.domain.prescribing.ReadPrescriptions;
import org.chartseal.domain.prescribing.Regimen;
import org.chartseal.domain.prescribing.SearchFormulary;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.care.Badges;
import org.chartseal.web.care.PatientFrame;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.page.Words;

/** Prescribing: find the medicine, fill in, see the checks, look once more, sign; read, stop, print. */
@Path("/patients/{patient}/prescriptions")
@Controller
@RequestScoped
public class PrescriptionPages {

    @PathParam("patient")
    private String patient = "";

    @Inject
    private SearchFormulary formulary;

    @Inject
    private CheckPrescription checks;

    @Inject
    private PrescribeMedicine prescribe;

    @Inject
    private ReadPrescriptions read;

    @Inject
    private PatientFrame frame;

    @Inject
    private Badges badges;

    @Inject
    private Actor actor;

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

    /** The form: first the medicine, then how it is taken. */
    @GET
    @Path("new")
    public String begin(
            @QueryParam("visit") @DefaultValue("") String visit,
            @QueryParam("q") @DefaultValue("") String text,
            @QueryParam("item") @DefaultValue("") String item) {
        if (item.isEmpty()) {
            frame.open(patient(), visit);
            models.put("q", text);
            models.put("found", formulary.search(actor, text));
            return "prescribing/search";
        }
        fill(new PrescriptionId(ids.next()).toString(), FormularyItemId.parse(item), visit);
        return "prescribing/prescribe";
    }

    /** The medicines that match what is typed, while it is typed. */
    @GET
    @Path("search")
    public String search(
            @QueryParam("q") @DefaultValue("") String text, @QueryParam("visit") @DefaultValue("") String visit) {
        models.put("path", "/patients/" + patient());
        models.put("visit", visit);
        models.put("q", text);
        models.put("found", formulary.search(actor, text));
        return "prescribing/found";
    }

    /** What the form shows; the checks open the record, once. */
    private boolean fill(String prescription, FormularyItemId item, String visit) {
        SearchFormulary.View medicine = formulary.find(actor, item);
        models.put("prescription", prescription);
        models.put("item", medicine);
        models.put(
                "routes",
                medicine.routes().stream()
                        .map(each -> new Option(each.code(), words.text("route." + each.code())))
                        .toList());
        models.put(
                "frequencies",
                Arrays.stream(Frequency.values())
                        .map(each -> new Option(each.code(), words.text("frequency." + each.code())))
                        .toList());
        models.put(
                "suggested",
                medicine.usualDose()
                        .flatMap(dose -> medicine.usualFrequency()
                                .flatMap(frequency -> Regimen.suggestedQuantity(dose, frequency, medicine.usualDays())))
                        .map(Object::toString)
                        .orElse(""));
        boolean alerted = check(item);
        frame.around(patient(), visit);
        return alerted;
    }

    private boolean check(FormularyItemId item) {
        List<CheckResult> results = checks.check(actor, patient(), item);
        models.put("checks", results);
        List<String> seen = results.stream()
                .flatMap(result -> result.alerts().stream())
                .map(alert -> alert.code())
                .distinct()
                .toList();
        models.put("seen", String.join(",", seen));
        models.put("alerted", !seen.isEmpty());
        return !seen.isEmpty();
    }

    /** The quantity that follows from dose, frequency and days, while they are typed. */
    @POST
    @Path("quantity")
    public String quantity(@BeanParam RegimenForm sent) {
        actor.require(Role.DOCTOR);
        models.put("quantity", sent.suggestion().map(Object::toString).orElse(""));
        return "prescribing/quantity";
    }

    /** The last look, and then the signature. */
    @POST
    public Response prescribe(@BeanParam RegimenForm sent) {
        FormularyItemId item = FormularyItemId.parse(sent.item());
        try {
            Regimen regimen = sent.regimen();
            return switch (sent.then()) {
                case "sign" -> sign(sent, item, regimen);
                case "change" -> {
                    refill(sent, item);
                    yield Response.ok("prescribing/prescribe").build();
                }
                default -> review(sent, item, regimen);
            };
        } catch (Refused refused) {
            refill(sent, item);
            return form.again(refused, "prescribing/prescribe");
        }
    }

    private boolean refill(RegimenForm sent, FormularyItemId item) {
        return fill(sent.prescription(), item, sent.visit());
    }

    private Response review(RegimenForm sent, FormularyItemId item, Regimen regimen) {
        boolean alerted = refill(sent, item);
        if (alerted && sent.overrideReason().isBlank()) {
            return form.again(Refused.because("override-needs-reason").at("overrideReason"), "prescribing/prescribe");
        }
        models.put("regimen", regimen);
        models.put("overrideReason", alerted ? sent.overrideReason().strip() : "");
        return Response.ok("prescribing/sign").build();
    }

    private Response sign(RegimenForm sent, FormularyItemId item, Regimen regimen) {
        prescribe.sign(
                actor,
                new PrescribeMedicine.Command(
                        PrescriptionId.parse(sent.prescription()),
                        patient(),
                        PatientFrame.visit(sent.visit()),
                        item,
                        regimen,
                        sent.seen(),
                        sent.overrideReason()));
        notices.say(
                "prescription.signed", formulary.find(actor, item).medicine().label());
        return Redirect.to("/patients/" + patient() + "/prescriptions/" + sent.prescription());
    }

    /** All of the patient's prescriptions. */
    @GET
    public String all() {
        List<ReadPrescriptions.View> all = read.all(actor, patient());
        frame.around(patient(), "");
        models.put("prescriptions", all);
        models.put(
                "badges",
                badges.of(all.stream().map(ReadPrescriptions.View::seal).collect(Collectors.toSet())));
        return "prescribing/list";
    }

    /** One prescription. */
    @GET
    @Path("{id}")
    public String one(@PathParam("id") String id) {
        show(id);
        return "prescribing/prescription";
    }

    /** One prescription, for paper. */
    @GET
    @Path("{id}/print")
    public String print(@PathParam("id") String id) {
        show(id);
        return "prescribing/print";
    }

    private void show(String id) {
        ReadPrescriptions.View view = read.read(actor, patient(), PrescriptionId.parse(id));
        frame.around(patient(), RecordCategory.MEDICATION, view.id().value(), "");
        models.put("rx", view);
        models.put("badges", badges.of(List.of(view.seal())));
    }

    /** Stops it. */
    @POST
    @Path("{id}/stop")
    public Response stop(@PathParam("id") String id, @FormParam("reason") @DefaultValue("") String reason) {
        try {
            prescribe.discontinue(actor, patient(), PrescriptionId.parse(id), reason);
        } catch (Refused refused) {
            show(id);
            return form.again(refused, "prescribing/prescription");
        }
        notices.say("prescription.stopped");
        return Redirect.to("/patients/" + patient() + "/prescriptions/" + id);
    }

    private PatientId patient() {
        return PatientId.parse(patient);
    }
}
