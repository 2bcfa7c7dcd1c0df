package org.chartseal.web.claims;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.chartseal.domain.claims.ClaimId;
import org.chartseal.domain.claims.CoverageId;
import org.chartseal.domain.claims.MakeClaim;
import org.chartseal.domain.claims.ReadClaims;
import org.chartseal.domain.claims.SignClaim;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.scheduling.AppointmentId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.care.PatientFrame;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.page.Words;

/** Claims for a patient's visits: making one, the last look before signing, reading, amending, withdrawing. */
@Path("/patients/{patient}/claims")
@Controller
@RequestScoped
public class ClaimPages {

    private static final String EDITOR = "claims/edit";
    private static final String SIGN = "claims/sign";
    private static final String AMEND = "claims/amend";

    @PathParam("patient")
    private String patient = "";

    @Inject
    private MakeClaim make;

    @Inject
    private SignClaim signs;

    @Inject
    private ReadClaims read;

    @Inject
    private ClaimView view;

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

    @Inject
    private HttpServletRequest request;

    /** The doctor's claims, and the visits for which nothing was claimed yet. */
    @GET
    public Response desk() {
        ReadClaims.Desk desk = read.desk(actor, patient());
        Optional<UUID> one = Stream.concat(
                        desk.claims().stream().map(claim -> claim.id().value()),
                        desk.visits().stream().map(visit -> visit.id().value()))
                .findFirst();
        one.ifPresentOrElse(
                record -> frame.around(patient(), RecordCategory.CLAIMS, record, ""),
                () -> frame.around(patient(), ""));
        view.list(desk.claims());
        models.put("visits", desk.visits());
        return Response.ok("claims/list").build();
    }

    /** The form of a claim for a visit. */
    @GET
    @Path("new")
    public Response begin(@QueryParam("visit") @DefaultValue("") String visit) {
        MakeClaim.Proposal proposal = proposal(AppointmentId.parse(visit));
        editor(proposal, TypedClaim.of(proposal));
        return Response.ok(EDITOR).build();
    }

    /** Keeps the draft, or shows more rows or what is wrong. */
    @POST
    @Path("new")
    public Response begin(
            @FormParam("visit") @DefaultValue("") String visit, @FormParam("step") @DefaultValue("") String step) {
        AppointmentId id = AppointmentId.parse(visit);
        TypedClaim typed = TypedClaim.of(request);
        try {
            if (!step.equals("more")) {
                ClaimId claim = make.draft(actor, patient(), id, coverage(typed), typed.claimed());
                return Redirect.to(path(claim) + "/sign");
            }
        } catch (Refused refused) {
            form.add(refused);
        }
        editor(proposal(id), typed.withEmptyRows());
        return shown(EDITOR);
    }

    /** More rows are no mistake. */
    private Response shown(String page) {
        return form.wrong() ? form.again(page) : Response.ok(page).build();
    }

    private MakeClaim.Proposal proposal(AppointmentId visit) {
        MakeClaim.Proposal proposal = make.propose(actor, patient(), visit);
        frame.around(patient(), RecordCategory.CLAIMS, visit.value(), "");
        return proposal;
    }

    private void editor(MakeClaim.Proposal proposal, TypedClaim typed) {
        models.put("proposal", proposal);
        models.put("typed", typed);
        models.put(
                "coverages",
                proposal.coverages().stream()
                        .map(each -> new Option(
                                each.id().toString(),
                                each.insurer() + " · " + each.cover().number()))
                        .toList());
        models.put(
                "problems",
                proposal.problems().stream()
                        .map(each -> new Option(TypedClaim.key(each), (each.code() + " " + each.description()).strip()))
                        .toList());
        models.put(
                "support",
                proposal.support().stream()
                        .map(each -> new Option(
                                TypedClaim.key(each.support()),
                                words.text("claim.support." + each.support().kind())
                                        + (each.title().isEmpty() ? "" : ": " + each.title())))
                        .toList());
    }

    private static CoverageId coverage(TypedClaim typed) {
        if (typed.coverage().isBlank()) {
            throw Refused.because("claim-coverage-unknown").at("coverage");
        }
        return CoverageId.parse(typed.coverage());
    }

    /** A claim as it was signed last; who has a draft goes on with it. */
    @GET
    @Path("{claim}")
    public Response read(@PathParam("claim") String claim) {
        ReadClaims.View shown = show(claim);
        return shown.seal().isEmpty()
                ? Redirect.to(path(shown.id()) + "/sign")
                : Response.ok("claims/claim").build();
    }

    private ReadClaims.View show(String claim) {
        ReadClaims.View shown = read.read(actor, patient(), ClaimId.parse(claim));
        frame.around(patient(), RecordCategory.CLAIMS, shown.id().value(), "");
        view.show(shown);
        return shown;
    }

    /** The form of a draft. */
    @GET
    @Path("{claim}/edit")
    public Response edit(@PathParam("claim") String claim) {
        ReadClaims.View shown = show(claim);
        MakeClaim.Proposal proposal = make.propose(actor, patient(), shown.visit());
        editor(proposal, TypedClaim.of(shown, proposal));
        return Response.ok(EDITOR).build();
    }

    /** Keeps the draft, or shows more rows or what is wrong. */
    @POST
    @Path("{claim}/edit")
    public Response edit(
            @PathParam("claim") String claim,
            @FormParam("version") @DefaultValue("-1") int version,
            @FormParam("step") @DefaultValue("") String step) {
        ClaimId id = ClaimId.parse(claim);
        TypedClaim typed = TypedClaim.of(request);
        try {
            if (!step.equals("more")) {
                make.change(actor, patient(), id, version, coverage(typed), typed.claimed());
                return Redirect.to(path(id) + "/sign");
            }
        } catch (Refused refused) {
            form.add(refused);
        }
        ReadClaims.View shown = show(claim);
        editor(make.propose(actor, patient(), shown.visit()), typed.withEmptyRows());
        return shown(EDITOR);
    }

    /** The last look: what will be sealed. */
    @GET
    @Path("{claim}/sign")
    public Response review(@PathParam("claim") String claim) {
        ReadClaims.View shown = show(claim);
        return shown.seal().isPresent()
                ? Redirect.to(path(shown.id()))
                : Response.ok(SIGN).build();
    }

    /** Signs the draft as it was shown. */
    @POST
    @Path("{claim}/sign")
    public Response sign(@PathParam("claim") String claim, @FormParam("version") @DefaultValue("-1") int version) {
        ClaimId id = ClaimId.parse(claim);
        try {
            signs.sign(actor, patient(), id, version);
        } catch (Refused refused) {
            show(claim);
            return form.again(refused, SIGN);
        }
        notices.say("claim.was-signed");
        return Redirect.to(path(id));
    }

    /** Takes the draft away. */
    @POST
    @Path("{claim}/discard")
    public Response discard(@PathParam("claim") String claim) {
        make.discard(actor, patient(), ClaimId.parse(claim));
        notices.say("claim.was-discarded");
        return Redirect.to(path());
    }

    /** The form of an amendment. */
    @GET
    @Path("{claim}/amend")
    public Response amend(@PathParam("claim") String claim) {
        ReadClaims.View shown = mine(claim);
        MakeClaim.Proposal proposal = make.propose(actor, patient(), shown.visit());
        editor(proposal, TypedClaim.of(shown, proposal));
        return Response.ok(AMEND).build();
    }

    private ReadClaims.View mine(String claim) {
        ReadClaims.View shown = show(claim);
        if (!shown.mine()) {
            throw Refused.because("claim-not-yours");
        }
        if (shown.seal().isEmpty() || shown.withdrawn()) {
            throw Refused.because("claim-not-signed");
        }
        return shown;
    }

    /** Shows the amendment once more, or signs it as it was shown. */
    @POST
    @Path("{claim}/amend")
    public Response amend(
            @PathParam("claim") String claim,
            @FormParam("replaced") @DefaultValue("0") int replaced,
            @FormParam("step") @DefaultValue("") String step) {
        ClaimId id = ClaimId.parse(claim);
        TypedClaim typed = TypedClaim.of(request);
        try {
            if (step.equals("sign")) {
                SealId seal = signs.amend(
                        actor, patient(), id, new SignClaim.Amendment(replaced, typed.claimed(), typed.reason()));
                notices.say("claim.was-amended", seal.version());
                return Redirect.to(path(id));
            }
            if (!step.equals("more")) {
                return look(claim, typed);
            }
        } catch (Refused refused) {
            form.add(refused);
        }
        ReadClaims.View shown = mine(claim);
        editor(make.propose(actor, patient(), shown.visit()), typed.withEmptyRows());
        return shown(AMEND);
    }

    private Response look(String claim, TypedClaim typed) {
        if (typed.reason().isBlank()) {
            throw Refused.because("claim-needs-reason").at("reason");
        }
        ReadClaims.View now = mine(claim);
        ReadClaims.View amended = now.with(typed.claimed(), typed.reason());
        view.show(amended);
        models.put("typed", typed);
        return Response.ok("claims/amend-sign").build();
    }

    /** Asks why it is withdrawn. */
    @GET
    @Path("{claim}/withdraw")
    public Response withdraw(@PathParam("claim") String claim) {
        mine(claim);
        return Response.ok("claims/withdraw").build();
    }

    /** Signs that it is taken back. */
    @POST
    @Path("{claim}/withdraw")
    public Response withdraw(
            @PathParam("claim") String claim,
            @FormParam("replaced") @DefaultValue("0") int replaced,
            @FormParam("reason") @DefaultValue("") String reason) {
        ClaimId id = ClaimId.parse(claim);
        try {
            signs.withdraw(actor, patient(), id, replaced, reason);
        } catch (Refused refused) {
            show(claim);
            return form.again(refused, "claims/withdraw");
        }
        notices.say("claim.was-withdrawn");
        return Redirect.to(path(id));
    }

    private PatientId patient() {
        return PatientId.parse(patient);
    }

    private String path() {
        return "/patients/" + patient() + "/claims";
    }

    private String path(ClaimId claim) {
        return path() + "/" + claim;
    }
}
