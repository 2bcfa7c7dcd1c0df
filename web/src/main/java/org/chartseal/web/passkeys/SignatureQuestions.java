package org.chartseal.web.passkeys;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.chartseal.domain.passkeys.PasskeyOwner.Kind;
import org.chartseal.domain.shared.NotFound;

/** What a page's script is to ask a practitioner's device. A refusal is answered in words for the page. */
@Path("/signature/questions")
@RequestScoped
public class SignatureQuestions {

    private static final Set<String> PURPOSES = Set.of("register", "remove");

    @Inject
    private OwnPasskeys own;

    /**
     * Answers {@code {"question":id,"options":{…}}}.
     *
     * @param purpose {@code register} or {@code remove}
     */
    @POST
    public Response ask(@FormParam("purpose") @DefaultValue("") String purpose) {
        if (!PURPOSES.contains(purpose)) {
            throw new NotFound("question", purpose);
        }
        return own.question(() -> own.ask(Kind.PRACTITIONER, purpose));
    }
}
