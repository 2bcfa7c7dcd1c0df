package org.chartseal.web.passkeys;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.StringReader;
import org.chartseal.domain.consent.AwaitedStatements.Kind;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.passkeys.OpenQuestion;
import org.chartseal.domain.passkeys.RegisterPasskey;
import org.chartseal.domain.passkeys.RemovePasskey;
import org.chartseal.domain.passkeys.SignWithPasskey;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Words;
import org.chartseal.web.security.ActingPerson;

/** What a page's script is to ask the person's device. A refusal is answered in words for the page. */
@Path("/patient/passkeys/questions")
@RequestScoped
public class QuestionResource {

    private static final int UNPROCESSABLE = 422;

    @Inject
    private RegisterPasskey register;

    @Inject
    private SignWithPasskey sign;

    @Inject
    private RemovePasskey remove;

    @Inject
    private ActingPerson person;

    @Inject
    private Words words;

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
        try {
            return Response.ok(json(question(purpose, about)), MediaType.APPLICATION_JSON)
                    .build();
        } catch (Refused refused) {
            return Response.status(UNPROCESSABLE)
                    .entity(words.text(refused))
                    .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                    .build();
        }
    }

    private OpenQuestion question(String purpose, String about) {
        return switch (purpose) {
            case "register" -> register.prepare(person.actor());
            case "remove" -> remove.prepare(person.actor());
            case "give-access" -> sign.prepare(person.actor(), Kind.GIVE_ACCESS, GrantId.parse(about));
            case "revoke-access" -> sign.prepare(person.actor(), Kind.REVOKE_ACCESS, GrantId.parse(about));
            default -> throw new NotFound("question", purpose);
        };
    }

    private static String json(OpenQuestion question) {
        try (JsonReader options = Json.createReader(new StringReader(question.options()))) {
            return Json.createObjectBuilder()
                    .add("question", question.id().toString())
                    .add("options", options.readObject())
                    .build()
                    .toString();
        }
    }
}
