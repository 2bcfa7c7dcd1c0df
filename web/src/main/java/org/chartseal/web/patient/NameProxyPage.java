package org.chartseal.web.patient;

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
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.GiveAccess;
import org.chartseal.domain.consent.NameProxy;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.consent.PreviewGrant;
import org.chartseal.domain.consent.PreviewGrant.OwnRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.consent.Relationship;
import org.chartseal.domain.passkeys.MyPasskeys;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.security.ActingPerson;

/** Where a patient names someone who acts for them; with a look at what it means before it counts. */
@Path("/patient/access/proxy")
@Controller
@RequestScoped
public class NameProxyPage {

    private static final String FORM = "patient/name-proxy";
    private static final int OFFERED_MONTHS = 12;

    @Inject
    private NameProxy nameProxy;

    @Inject
    private PreviewGrant preview;

    @Inject
    private MyPasskeys passkeys;

    @Inject
    private ProxyChoices choices;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    @Inject
    private Clock clock;

    /** The form. */
    @GET
    public Response form() {
        offer();
        return Response.ok(FORM).build();
    }

    /** First shows what it would mean; lets the person act when the patient confirms. */
    @POST
    public Response name(
            @FormParam("number") @DefaultValue("") String number,
            @FormParam("born") @DefaultValue("") String born,
            @FormParam("relationship") @DefaultValue("") String relationship,
            @FormParam("categories") List<String> categories,
            @FormParam("until") @DefaultValue("") String until,
            @FormParam("step") @DefaultValue("look") String step) {
        offer();
        Optional<LocalDate> birth = required("born", born, "patient.proxy.born-missing");
        Optional<LocalDate> last = required("until", until, "patient.give.until-missing");
        Optional<Relationship> how = choices.relationship(relationship);
        Optional<What> what = choices.what(categories);
        if (number.isBlank()) {
            form.add("number", "patient.proxy.number-missing");
        }
        if (form.wrong()) {
            return form.again(FORM);
        }
        NameProxy.Command command = new NameProxy.Command(
                number, birth.orElseThrow(), how.orElseThrow(), what.orElseThrow(), last.orElseThrow());
        try {
            return step.equals("give") ? give(command) : look(command);
        } catch (Refused refused) {
            return form.again(refused, FORM);
        }
    }

    private Response look(NameProxy.Command command) {
        PersonName name = nameProxy.check(person.actor(), command);
        Set<RecordCategory> opened = EnumSet.copyOf(command.what().categories());
        opened.add(RecordCategory.DEMOGRAPHICS);
        models.put("name", name.full());
        models.put("command", command);
        models.put("ownKey", passkeys.signsWithOne(person.actor()));
        models.put("chosen", List.copyOf(opened));
        models.put(
                "kept",
                Arrays.stream(RecordCategory.values())
                        .filter(each -> !opened.contains(each))
                        .toList());
        models.put(
                "opened",
                preview.records(person.actor(), What.of(opened)).stream()
                        .collect(Collectors.groupingBy(OwnRecord::category)));
        return Response.ok("patient/name-proxy-look").build();
    }

    private Response give(NameProxy.Command command) {
        String name = nameProxy.check(person.actor(), command).full();
        nameProxy.name(person.actor(), command);
        if (passkeys.signsWithOne(person.actor())) {
            notices.say("patient.access.asked", name);
        } else {
            notices.say("patient.proxy.named", name, command.until());
        }
        return Redirect.to("/patient/access");
    }

    private Optional<LocalDate> required(String field, String text, String missing) {
        Optional<LocalDate> day = ProxyChoices.day(text);
        if (day.isEmpty()) {
            form.add(field, missing);
        }
        return day;
    }

    private void offer() {
        choices.offer(Relationship.CARER, Relationship.REPRESENTATIVE);
        models.put("offeredUntil", LocalDate.now(clock).plusMonths(OFFERED_MONTHS));
        models.put("earliest", LocalDate.now(clock));
        models.put("latest", LocalDate.now(clock).plusDays(GiveAccess.LONGEST_DAYS));
    }
}
