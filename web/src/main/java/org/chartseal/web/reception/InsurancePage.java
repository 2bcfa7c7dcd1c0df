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
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.chartseal.domain.claims.Cover;
import org.chartseal.domain.claims.CoverPeriod;
import org.chartseal.domain.claims.CoverageId;
import org.chartseal.domain.claims.KeepCoverages;
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.ViewPatient;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.patient.ProxyChoices;

/** By whom a patient is insured, as the front desk keeps it. */
@Path("/reception/patients/{id}/insurance")
@Controller
@RequestScoped
public class InsurancePage {

    private static final String VIEW = "reception/insurance";

    @PathParam("id")
    private String id = "";

    @Inject
    private KeepCoverages coverages;

    @Inject
    private ViewPatient viewPatient;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    @Inject
    private Clock clock;

    /** All of them, and the form for one more. */
    @GET
    public Response show() {
        offer();
        return Response.ok(VIEW).build();
    }

    private void offer() {
        models.put("patient", viewPatient.view(actor, patient()));
        models.put("coverages", coverages.list(actor, patient()));
        models.put(
                "insurers",
                coverages.insurers(actor).stream()
                        .map(each -> new Option(each.id().toString(), each.name()))
                        .toList());
        models.put("today", LocalDate.now(clock));
    }

    /** Enters one. */
    @POST
    public Response add(
            @FormParam("insurer") @DefaultValue("") String insurer,
            @FormParam("number") @DefaultValue("") String number,
            @FormParam("from") @DefaultValue("") String from,
            @FormParam("until") @DefaultValue("") String until) {
        Optional<LocalDate> first = day("from", from);
        Optional<LocalDate> last = until.isBlank() ? Optional.empty() : day("until", until);
        if (insurer.isBlank()) {
            form.add(Refused.because("coverage-insurer-unknown").at("insurer"));
        }
        try {
            if (!form.wrong()) {
                coverages.add(
                        actor,
                        patient(),
                        new Cover(InsurerId.parse(insurer), number, new CoverPeriod(first.orElseThrow(), last)));
                return done("coverage.was-added");
            }
        } catch (Refused refused) {
            form.add(refused);
        }
        offer();
        return form.again(VIEW);
    }

    private Optional<LocalDate> day(String field, String typed) {
        Optional<LocalDate> day = ProxyChoices.day(typed);
        if (day.isEmpty()) {
            form.add(field, "coverage.day-missing");
        }
        return day;
    }

    /** Says which day is the last. */
    @POST
    @Path("{coverage}/end")
    public Response end(
            @PathParam("coverage") String coverage,
            @FormParam("version") @DefaultValue("-1") int version,
            @FormParam("last") @DefaultValue("") String last) {
        Optional<LocalDate> day = day("", last);
        try {
            if (day.isPresent()) {
                coverages.end(actor, patient(), CoverageId.parse(coverage), version, day.get());
                return done("coverage.was-ended");
            }
        } catch (Refused refused) {
            form.add(refused.at(""));
        }
        offer();
        return form.again(VIEW);
    }

    /** Takes away what was entered by mistake. */
    @POST
    @Path("{coverage}/remove")
    public Response remove(@PathParam("coverage") String coverage) {
        try {
            coverages.remove(actor, patient(), CoverageId.parse(coverage));
        } catch (Refused refused) {
            offer();
            return form.again(refused, VIEW);
        }
        return done("coverage.was-removed");
    }

    private Response done(String notice) {
        notices.say(notice);
        return Redirect.to("/reception/patients/" + patient() + "/insurance");
    }

    private PatientId patient() {
        return PatientId.parse(id);
    }
}
