package org.chartseal.web.admin;

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
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.insurance.Insurers;
import org.chartseal.domain.letters.LetterFigures;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.research.Studies;
import org.chartseal.domain.research.StudyId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;

/** Insurers and studies to which patients can release, who works for them, and how the letters to patients stand. */
@Path("/admin/parties")
@Controller
@RequestScoped
public class PartyPages {

    private static final String HOME = "/admin/parties";
    private static final String VIEW = "admin/parties";

    @Inject
    private Insurers insurers;

    @Inject
    private Studies studies;

    @Inject
    private LetterFigures letters;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    /** All of it. */
    @GET
    public Response show() {
        fill();
        return Response.ok(VIEW).build();
    }

    private void fill() {
        models.put("insurers", insurers.all(actor));
        models.put("studies", studies.all(actor));
        models.put("letters", letters.now(actor));
    }

    private Response done(Runnable deed) {
        try {
            deed.run();
        } catch (Refused refused) {
            fill();
            return form.again(refused, VIEW);
        }
        notices.say("admin.parties.kept");
        return Redirect.to(HOME);
    }

    /** Makes an insurer known. */
    @POST
    @Path("/insurers")
    public Response addInsurer(@FormParam("name") @DefaultValue("") String name) {
        return done(() -> insurers.add(actor, name));
    }

    /** Lets an account work for an insurer, or no more. */
    @POST
    @Path("/insurers/{insurer}/members")
    public Response insurerMember(
            @PathParam("insurer") String insurer,
            @FormParam("account") @DefaultValue("") String account,
            @FormParam("then") @DefaultValue("add") String then) {
        InsurerId id = InsurerId.parse(insurer);
        return done(() -> {
            if (then.equals("remove")) {
                insurers.removeMember(actor, id, account);
            } else {
                insurers.addMember(actor, id, account);
            }
        });
    }

    /** Makes a study known. */
    @POST
    @Path("/studies")
    public Response addStudy(
            @FormParam("title") @DefaultValue("") String title,
            @FormParam("sponsor") @DefaultValue("") String sponsor,
            @FormParam("approval") @DefaultValue("") String approval,
            @FormParam("endsOn") @DefaultValue("") String endsOn) {
        return done(() -> studies.add(actor, new Studies.Command(title, sponsor, approval, day(endsOn))));
    }

    /** Lets an account work on a study, or no more. */
    @POST
    @Path("/studies/{study}/members")
    public Response studyMember(
            @PathParam("study") String study,
            @FormParam("account") @DefaultValue("") String account,
            @FormParam("then") @DefaultValue("add") String then) {
        StudyId id = StudyId.parse(study);
        return done(() -> {
            if (then.equals("remove")) {
                studies.removeMember(actor, id, account);
            } else {
                studies.addMember(actor, id, account);
            }
        });
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException unreadable) {
            throw Refused.because("study-ends-missing").at("endsOn").causedBy(unreadable);
        }
    }
}
