package org.chartseal.web.reception;

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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.consent.Mandate.Document;
import org.chartseal.domain.consent.Mandate.DocumentKind;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.consent.ProxiesAtDesk;
import org.chartseal.domain.consent.Relationship;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.ViewPatient;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.page.Words;
import org.chartseal.web.patient.ProxyChoices;

/** Who acts for a patient; and where reception lets a minor's parent or representative do so, by a document it was shown. */
@Path("/reception/patients/{id}/proxies")
@Controller
@RequestScoped
public class ProxiesPage {

    private static final String VIEW = "reception/proxies";

    @PathParam("id")
    private String id = "";

    @Inject
    private ProxiesAtDesk proxies;

    @Inject
    private ViewPatient viewPatient;

    @Inject
    private ProxyChoices choices;

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

    /** Who does now, who did, and the form for a minor. */
    @GET
    public Response show() {
        offer();
        return Response.ok(VIEW).build();
    }

    /** Lets someone act. */
    @POST
    public Response letAct(
            @FormParam("number") @DefaultValue("") String number,
            @FormParam("relationship") @DefaultValue("") String relationship,
            @FormParam("document") @DefaultValue("") String document,
            @FormParam("reference") @DefaultValue("") String reference,
            @FormParam("categories") List<String> categories,
            @FormParam("until") @DefaultValue("") String until) {
        Optional<Relationship> how = choices.relationship(relationship);
        Optional<Document> seen = seen(document, reference);
        Optional<What> what = choices.what(categories);
        Optional<LocalDate> last = ProxyChoices.day(until);
        if (last.isEmpty() && !until.isBlank()) {
            form.add("until", "patient.give.until-missing");
        }
        try {
            if (!form.wrong()) {
                proxies.letAct(
                        actor,
                        new ProxiesAtDesk.Command(
                                patient(), number, how.orElseThrow(), seen.orElseThrow(), what.orElseThrow(), last));
                notices.say("reception.proxy.done");
                return Redirect.to("/reception/patients/" + patient() + "/proxies");
            }
        } catch (Refused refused) {
            form.add(refused);
        }
        offer();
        return form.again(VIEW);
    }

    private Optional<Document> seen(String kind, String reference) {
        Optional<DocumentKind> known = DocumentKind.ofCode(kind);
        if (known.isEmpty()) {
            form.add("document", "reception.proxy.document-missing");
            return Optional.empty();
        }
        try {
            return Optional.of(new Document(known.get(), reference));
        } catch (Refused refused) {
            form.add(refused);
            return Optional.empty();
        }
    }

    private void offer() {
        models.put("patient", viewPatient.view(actor, patient()));
        models.put("proxies", proxies.of(actor, patient()));
        choices.offer(Relationship.PARENT, Relationship.REPRESENTATIVE);
        models.put(
                "documents",
                Arrays.stream(DocumentKind.values())
                        .map(kind -> new Option(kind.code(), words.text("proxy.document." + kind.code())))
                        .toList());
    }

    private PatientId patient() {
        return PatientId.parse(id);
    }
}
