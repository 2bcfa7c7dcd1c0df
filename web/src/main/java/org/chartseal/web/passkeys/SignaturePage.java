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
import org.chartseal.domain.passkeys.PasskeyOwner.Kind;

/** A practitioner's own passkey, with which they sign what they seal. */
@Path("/signature")
@Controller
@RequestScoped
public class SignaturePage {

    private static final String VIEW = "passkeys/practitioner";
    private static final String ADDRESS = "/signature";

    @Inject
    private OwnPasskeys own;

    /** Who signs for the practitioner now, and how to change that. */
    @GET
    public Response show() {
        return Response.ok(list()).build();
    }

    private String list() {
        own.show(Kind.PRACTITIONER);
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
                answer, ADDRESS, given -> own.registered(Kind.PRACTITIONER, question, name, given), this::list);
    }

    /** The device signed that it signs no more. */
    @POST
    @Path("/remove")
    public Response remove(
            @FormParam("question") @DefaultValue("") String question,
            @FormParam("answer") @DefaultValue("") String answer) {
        return own.answered(answer, ADDRESS, given -> own.removed(Kind.PRACTITIONER, question, given), this::list);
    }
}
