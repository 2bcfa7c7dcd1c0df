package org.chartseal.web.erasure;

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
import java.util.Optional;
import org.chartseal.domain.erasure.ErasureState;
import org.chartseal.domain.erasure.ReceiptCode;
import org.chartseal.domain.erasure.RequestErasure;
import org.chartseal.domain.erasure.RequestErasure.Own;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;

/** Where patients ask to have their record erased, see what the hospital said, and take it back while they can. */
@Path("/patient/erasure")
@Controller
@RequestScoped
public class RequestPage {

    private static final String PAGE = "erasure/request";

    @Inject
    private RequestErasure requests;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    /** What is asked for now, or what asking means. */
    @GET
    public Response show() {
        put();
        return Response.ok(PAGE).build();
    }

    private void put() {
        List<Own> all = requests.mine(actor);
        Optional<Own> open = all.stream()
                .filter(own -> own.state() == ErasureState.REQUESTED || own.state() == ErasureState.DECIDED)
                .findFirst();
        models.put("open", open.orElse(null));
        models.put(
                "past",
                all.stream().filter(own -> open.filter(own::equals).isEmpty()).toList());
    }

    /** Asks; the answer is the one page that ever shows the receipt's code. */
    @POST
    public Response ask(
            @FormParam("reason") @DefaultValue("") String reason, @FormParam("sure") @DefaultValue("") String sure) {
        if (sure.isEmpty()) {
            form.add("sure", "erasure.sure.missing");
            put();
            return form.again(PAGE);
        }
        try {
            return code(requests.request(actor, reason));
        } catch (Refused refused) {
            put();
            return form.again(refused, PAGE);
        }
    }

    /** Another code, for who lost the first one. */
    @POST
    @Path("/code")
    public Response renew() {
        try {
            return code(requests.renewCode(actor));
        } catch (Refused refused) {
            put();
            return form.again(refused, PAGE);
        }
    }

    private Response code(ReceiptCode code) {
        models.put("code", code.grouped());
        return Response.ok("erasure/code").header("Cache-Control", "no-store").build();
    }

    /** Takes the request back. */
    @POST
    @Path("/withdraw")
    public Response withdraw() {
        try {
            requests.withdraw(actor);
        } catch (Refused refused) {
            put();
            return form.again(refused, PAGE);
        }
        notices.say("erasure.withdrawn");
        return Redirect.to("/patient/erasure");
    }
}
