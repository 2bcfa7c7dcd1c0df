package org.chartseal.web.passkeys;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.consent.AwaitedStatements;
import org.chartseal.domain.consent.AwaitedStatements.Kind;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.passkeys.PasskeyOwner;
import org.chartseal.domain.passkeys.QuestionId;
import org.chartseal.domain.passkeys.SignWithPasskey;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.security.ActingPerson;

/** A patient's own passkey, and what they sign with it. */
@Path("/patient/passkeys")
@Controller
@RequestScoped
public class PasskeysPage {

    private static final String VIEW = "patient/passkeys";
    private static final String ADDRESS = "/patient/passkeys";
    private static final String ACCESS = "/patient/access";

    @Inject
    private OwnPasskeys own;

    @Inject
    private SignWithPasskey sign;

    @Inject
    private AwaitedStatements awaited;

    @Inject
    private ActingPerson person;

    @Inject
    private Notices notices;

    /** Who signs for the patient now, and how to change that. */
    @GET
    public Response show() {
        return Response.ok(list()).build();
    }

    private String list() {
        own.show(PasskeyOwner.Kind.PATIENT);
        return VIEW;
    }

    /** The device made a passkey. */
    @POST
    @Path("/register")
    public Response register(
            @FormParam("question") @DefaultValue("") String question,
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("answer") @DefaultValue("") String answer) {
        return own.answered(
                answer, ADDRESS, given -> own.registered(PasskeyOwner.Kind.PATIENT, question, name, given), this::list);
    }

    /** The device signed that it signs no more. */
    @POST
    @Path("/remove")
    public Response remove(
            @FormParam("question") @DefaultValue("") String question,
            @FormParam("answer") @DefaultValue("") String answer) {
        return own.answered(
                answer, ADDRESS, given -> own.removed(PasskeyOwner.Kind.PATIENT, question, given), this::list);
    }

    /** The device signed what waited. */
    @POST
    @Path("/sign")
    public Response sign(
            @FormParam("question") @DefaultValue("") String question,
            @FormParam("answer") @DefaultValue("") String answer) {
        return own.answered(
                answer,
                ACCESS,
                given -> {
                    Kind kind = sign.complete(person.actor(), QuestionId.parse(question), given)
                            .kind();
                    notices.say("patient.passkeys.signed." + kind.code());
                },
                this::list);
    }

    /** The patient does not want to sign that. */
    @POST
    @Path("/decline")
    public Response decline(@FormParam("grant") @DefaultValue("") String grant) {
        awaited.decline(person.actor(), GrantId.parse(grant));
        notices.say("patient.passkeys.declined");
        return Redirect.to(ACCESS);
    }
}
