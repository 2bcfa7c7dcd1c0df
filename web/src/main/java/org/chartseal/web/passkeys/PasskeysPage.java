package org.chartseal.web.passkeys;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Consumer;
import org.chartseal.domain.consent.AwaitedStatements;
import org.chartseal.domain.consent.AwaitedStatements.Kind;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.passkeys.MyPasskeys;
import org.chartseal.domain.passkeys.PasskeyName;
import org.chartseal.domain.passkeys.QuestionId;
import org.chartseal.domain.passkeys.RegisterPasskey;
import org.chartseal.domain.passkeys.RemovePasskey;
import org.chartseal.domain.passkeys.SignWithPasskey;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
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
    private MyPasskeys passkeys;

    @Inject
    private RegisterPasskey register;

    @Inject
    private RemovePasskey remove;

    @Inject
    private SignWithPasskey sign;

    @Inject
    private AwaitedStatements awaited;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    /** Who signs for the patient now, and how to change that. */
    @GET
    public Response list() {
        List<MyPasskeys.View> keys = passkeys.list(person.actor());
        models.put("own", keys.stream().filter(MyPasskeys.View::inUse).toList());
        models.put("former", keys.stream().filter(key -> !key.inUse()).toList());
        return Response.ok(VIEW).build();
    }

    /** The device made a passkey. */
    @POST
    @Path("/register")
    public Response register(
            @FormParam("question") @DefaultValue("") String question,
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("answer") @DefaultValue("") String answer) {
        return answered(answer, ADDRESS, given -> {
            register.complete(person.actor(), QuestionId.parse(question), new PasskeyName(name), given);
            notices.say("patient.passkeys.registered", name.strip());
        });
    }

    /** The device signed that it signs no more. */
    @POST
    @Path("/remove")
    public Response remove(
            @FormParam("question") @DefaultValue("") String question,
            @FormParam("answer") @DefaultValue("") String answer) {
        return answered(answer, ADDRESS, given -> {
            remove.complete(person.actor(), QuestionId.parse(question), given);
            notices.say("patient.passkeys.removed");
        });
    }

    /** The device signed what waited. */
    @POST
    @Path("/sign")
    public Response sign(
            @FormParam("question") @DefaultValue("") String question,
            @FormParam("answer") @DefaultValue("") String answer) {
        return answered(answer, ACCESS, given -> {
            Kind kind = sign.complete(person.actor(), QuestionId.parse(question), given)
                    .kind();
            notices.say("patient.passkeys.signed." + kind.code());
        });
    }

    /** The patient does not want to sign that. */
    @POST
    @Path("/decline")
    public Response decline(@FormParam("grant") @DefaultValue("") String grant) {
        awaited.decline(person.actor(), GrantId.parse(grant));
        notices.say("patient.passkeys.declined");
        return Redirect.to(ACCESS);
    }

    private Response answered(String answer, String next, Consumer<String> completes) {
        if (answer.isBlank()) {
            form.add("", "patient.passkeys.needs-script");
        } else {
            try {
                completes.accept(answer);
                return Redirect.to(next);
            } catch (Refused refused) {
                form.add(refused);
            }
        }
        list();
        return form.again(VIEW);
    }
}
