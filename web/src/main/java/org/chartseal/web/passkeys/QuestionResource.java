package org.chartseal.web.passkeys;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.consent.AwaitedStatements.Kind;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.passkeys.OpenQuestion;
import org.chartseal.domain.passkeys.PasskeyOwner;
import org.chartseal.domain.passkeys.SignWithPasskey;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.web.security.ActingPerson;

/** What a page's script is to ask a patient's device. A refusal is answered in words for the page. */
@Path("/patient/passkeys/questions")
@RequestScoped
public class QuestionResource {

    @Inject
    private OwnPasskeys own;

    @Inject
    private SignWithPasskey sign;

    @Inject
    private ActingPerson person;

    /**
     * Answers {@code {"question":id,"options":{…}}}.
     *
     * @param purpose {@code register}, {@code remove}, {@code give-access} or {@code revoke-access}
     * @param about the grant; empty for the first two
     */
    @POST
    public Response ask(
            @FormParam("purpose") @DefaultValue("") String purpose,
            @FormParam("about") @DefaultValue("") String about) {
        return own.question(() -> question(purpose, about));
    }

    private OpenQuestion question(String purpose, String about) {
        return switch (purpose) {
            case "register", "remove" -> own.ask(PasskeyOwner.Kind.PATIENT, purpose);
            case "give-access" -> sign.prepare(person.actor(), Kind.GIVE_ACCESS, GrantId.parse(about));
            case "revoke-access" -> sign.prepare(person.actor(), Kind.REVOKE_ACCESS, GrantId.parse(about));
            default -> throw new NotFound("question", purpose);
        };
    }
}
