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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.chartseal.domain.passkeys.OpenRestoration;
import org.chartseal.domain.passkeys.RestorationId;
import org.chartseal.domain.passkeys.RestorationReason;
import org.chartseal.domain.passkeys.WitnessRestoration;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.security.ActingPerson;

/** Someone has lost their passkey: a practitioner writes it down, and two sign it. */
@Path("/restorations")
@Controller
@RequestScoped
public class RestorationPages {

    private static final String HOME = "/restorations";
    private static final String LIST = "passkeys/restorations";
    private static final String ONE = "passkeys/restoration";

    @Inject
    private OpenRestoration opening;

    @Inject
    private WitnessRestoration witnessing;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    /** Those that wait, and the forms for another. */
    @GET
    public Response list() {
        show();
        return Response.ok(LIST).build();
    }

    private void show() {
        models.put("waiting", witnessing.waiting(person.actor()));
        models.put(
                "colleagues",
                opening.colleagues(person.actor()).stream()
                        .map(each -> new Option(each.id().toString(), each.name()))
                        .toList());
    }

    /** A patient lost theirs. */
    @POST
    @Path("/patients")
    public Response patient(
            @FormParam("number") @DefaultValue("") String number,
            @FormParam("born") @DefaultValue("") String born,
            @FormParam("reason") @DefaultValue("") String reason) {
        return opened(() -> opening.forPatient(person.actor(), number, birthDate(born), new RestorationReason(reason)));
    }

    private static LocalDate birthDate(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException unreadable) {
            throw Refused.because("restoration-birth-date-missing").at("born").causedBy(unreadable);
        }
    }

    /** A colleague lost theirs. */
    @POST
    @Path("/colleagues")
    public Response colleague(
            @FormParam("colleague") @DefaultValue("") String colleague,
            @FormParam("why") @DefaultValue("") String reason) {
        return opened(() ->
                opening.forColleague(person.actor(), PractitionerId.parse(colleague), new RestorationReason(reason)));
    }

    private Response opened(Supplier<RestorationId> opens) {
        try {
            return Redirect.to(HOME + "/" + opens.get());
        } catch (Refused refused) {
            show();
            return form.again(refused, LIST);
        }
    }

    /** One of them, for a witness. */
    @GET
    @Path("/{restoration}")
    public Response one(@PathParam("restoration") String restoration) {
        look(RestorationId.parse(restoration));
        return Response.ok(ONE).build();
    }

    private void look(RestorationId id) {
        models.put("restoration", witnessing.look(person.actor(), id));
    }

    /** The witness has seen the person and the document. */
    @POST
    @Path("/{restoration}/sign")
    public Response sign(
            @PathParam("restoration") String restoration, @FormParam("seen") @DefaultValue("") String seen) {
        RestorationId id = RestorationId.parse(restoration);
        try {
            if (seen.isEmpty()) {
                throw Refused.because("restoration-not-seen").at("seen");
            }
            boolean complete = witnessing.sign(person.actor(), id);
            notices.say(complete ? "restoration.complete" : "restoration.witnessed");
            return Redirect.to(HOME);
        } catch (Refused refused) {
            look(id);
            return form.again(refused, ONE);
        }
    }

    /** Nobody goes on with it. */
    @POST
    @Path("/{restoration}/drop")
    public Response drop(@PathParam("restoration") String restoration) {
        witnessing.drop(person.actor(), RestorationId.parse(restoration));
        notices.say("restoration.dropped");
        return Redirect.to(HOME);
    }
}
