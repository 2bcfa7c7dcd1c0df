package org.chartseal.web.care;

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
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.care.Allergy;
import org.chartseal.domain.care.AllergyId;
import org.chartseal.domain.care.Chart;
import org.chartseal.domain.care.KeepAllergies;
import org.chartseal.domain.care.KeepProblems;
import org.chartseal.domain.care.ListState;
import org.chartseal.domain.care.OpenChart;
import org.chartseal.domain.care.Problem;
import org.chartseal.domain.care.ProblemId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.page.Words;

/** Problems and allergies: record, end. */
@Path("/patients/{patient}")
@Controller
@RequestScoped
public class ListPages {

    @PathParam("patient")
    private String patient = "";

    @Inject
    private OpenChart charts;

    @Inject
    private KeepAllergies allergies;

    @Inject
    private KeepProblems problems;

    @Inject
    private PatientFrame frame;

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

    /** The allergies, with a form for one more. */
    @GET
    @Path("allergies")
    public String allergies() {
        showAllergies();
        return "care/allergies";
    }

    private void showAllergies() {
        Chart chart = charts.open(actor, patient());
        frame.show(chart, "");
        models.put("chart", chart);
        models.put("criticalities", criticalities());
    }

    private List<Option> criticalities() {
        return Arrays.stream(Allergy.Criticality.values())
                .map(each -> new Option(each.code(), words.text("criticality." + each.code())))
                .toList();
    }

    /** Records an allergy. */
    @POST
    @Path("allergies")
    public Response record(
            @FormParam("substance") @DefaultValue("") String substance,
            @FormParam("atcPrefix") @DefaultValue("") String atcPrefix,
            @FormParam("reaction") @DefaultValue("") String reaction,
            @FormParam("criticality") @DefaultValue("") String criticality) {
        try {
            allergies.record(
                    actor,
                    patient(),
                    new Allergy.Details(substance, atcPrefix, reaction, Allergy.Criticality.ofCode(criticality)));
        } catch (Refused refused) {
            showAllergies();
            return form.again(refused, "care/allergies");
        }
        notices.say("allergy.recorded", substance.strip());
        return Redirect.to("/patients/" + patient() + "/allergies");
    }

    /** Ends an allergy. */
    @POST
    @Path("allergies/{id}/end")
    public Response endAllergy(@PathParam("id") String id, @FormParam("as") @DefaultValue("") String as) {
        allergies.end(actor, patient(), AllergyId.parse(id), ListState.ofCode(as));
        notices.say("entry.ended");
        return Redirect.to("/patients/" + patient() + "/allergies");
    }

    /** The problems, with a form for one more. */
    @GET
    @Path("problems")
    public String problems() {
        showProblems();
        return "care/problems";
    }

    private void showProblems() {
        Chart chart = charts.open(actor, patient());
        frame.show(chart, "");
        models.put("chart", chart);
    }

    /** Records a problem. */
    @POST
    @Path("problems")
    public Response recordProblem(
            @FormParam("code") @DefaultValue("") String code,
            @FormParam("description") @DefaultValue("") String description,
            @FormParam("onset") @DefaultValue("") String onset) {
        try {
            problems.record(actor, patient(), new Problem.Details(code, description, day(onset)));
        } catch (Refused refused) {
            showProblems();
            return form.again(refused, "care/problems");
        }
        notices.say("problem.recorded", description.strip());
        return Redirect.to("/patients/" + patient() + "/problems");
    }

    /** Ends a problem. */
    @POST
    @Path("problems/{id}/end")
    public Response endProblem(@PathParam("id") String id, @FormParam("as") @DefaultValue("") String as) {
        problems.end(actor, patient(), ProblemId.parse(id), ListState.ofCode(as));
        notices.say("entry.ended");
        return Redirect.to("/patients/" + patient() + "/problems");
    }

    private static Optional<LocalDate> day(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeParseException malformed) {
            throw Refused.because("date-malformed").at("onset").causedBy(malformed);
        }
    }

    private PatientId patient() {
        return PatientId.parse(patient);
    }
}
