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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.AwaitedStatements;
import org.chartseal.domain.consent.GiveAccess;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.consent.GrantView;
import org.chartseal.domain.consent.Grantable;
import org.chartseal.domain.consent.MyGrants;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.consent.RevokeAccess;
import org.chartseal.domain.emergency.MyEmergencies;
import org.chartseal.domain.passkeys.MyPasskeys;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.security.ActingPerson;

/** Who may read a patient's record: giving, with a look before it counts, and taking away. */
@Path("/patient/access")
@Controller
@RequestScoped
public class AccessPage {

    private static final String VIEW = "patient/access";
    private static final String FORM = "patient/give-access";
    private static final int OFFERED_MONTHS = 3;

    @Inject
    private MyGrants myGrants;

    @Inject
    private MyEmergencies emergencies;

    @Inject
    private Grantable grantable;

    @Inject
    private GiveAccess giveAccess;

    @Inject
    private RevokeAccess revokeAccess;

    @Inject
    private AwaitedStatements awaited;

    @Inject
    private MyPasskeys passkeys;

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

    // What the page shows, does and says.
    /** Who may read now, and who could once. */
    @GET
    public Response list() {
        List<GrantView> grants = myGrants.list(person.actor());
        models.put("ownKey", passkeys.signsWithOne(person.actor()));
        models.put("waiting", awaited.of(person.actor()));
        models.put("holding", grants.stream().filter(AccessPage::holds).toList());
        models.put("emergencies", emergencies.list(person.actor()));
        models.put("news", emergencies.news(person.actor()));
        models.put("ended", grants.stream().filter(grant -> !holds(grant)).toList());
        return Response.ok(VIEW).build();
    }

    private static boolean holds(GrantView grant) {
        return grant.state() == GrantView.State.HOLDS;
    }

    /** The form; a practitioner in the address is offered. */
    @GET
    @Path("/give")
    public Response form(@QueryParam("practitioner") @DefaultValue("") String practitioner) {
        offer(practitioner);
        return Response.ok(FORM).build();
    }

    /** First shows what the access would mean; gives it when the patient confirms. */
    @POST
    @Path("/give")
    public Response give(
            @FormParam("practitioner") @DefaultValue("") String practitioner,
            @FormParam("categories") List<String> categories,
            @FormParam("until") @DefaultValue("") String until,
            @FormParam("step") @DefaultValue("look") String step) {
        offer(practitioner);
        Optional<Grantable.Choice> choice = grantable.choice(practitioner);
        if (choice.isEmpty()) {
            form.add("practitioner", "patient.give.practitioner-missing");
        }
        Set<RecordCategory> chosen = chosen(categories);
        if (chosen.isEmpty()) {
            form.add(Refused.because("grant-categories-missing").at("categories"));
        }
        Optional<LocalDate> day = day(until);
        if (day.isEmpty()) {
            form.add("until", "patient.give.until-missing");
        }
        if (form.wrong() || choice.isEmpty() || day.isEmpty()) {
            return form.again(FORM);
        }
        GiveAccess.Command command = new GiveAccess.Command(choice.get().id(), chosen, day.get());
        if (step.equals("give")) {
            return give(command, choice.get());
        }
        try {
            giveAccess.check(person.actor(), command);
        } catch (Refused refused) {
            return form.again(refused, FORM);
        }
        models.put("ownKey", passkeys.signsWithOne(person.actor()));
        models.put("choice", choice.get());
        models.put("until", day.get());
        models.put("chosen", chosen.stream().sorted().toList());
        models.put(
                "kept",
                Arrays.stream(RecordCategory.values())
                        .filter(each -> !chosen.contains(each))
                        .toList());
        return Response.ok("patient/give-access-look").build();
    }

    private Response give(GiveAccess.Command command, Grantable.Choice choice) {
        try {
            giveAccess.give(person.actor(), command);
        } catch (Refused refused) {
            return form.again(refused, FORM);
        }
        if (passkeys.signsWithOne(person.actor())) {
            notices.say("patient.access.asked", choice.name());
        } else {
            notices.say("patient.access.given", choice.name(), command.until());
        }
        return Redirect.to("/patient/access");
    }

    /** Takes access away at once. */
    @POST
    @Path("/{grant}/end")
    public Response end(@PathParam("grant") String grant) {
        GrantId id = GrantId.parse(grant);
        Optional<GrantView> view = myGrants.list(person.actor()).stream()
                .filter(each -> each.id().equals(id))
                .findFirst();
        revokeAccess.revoke(person.actor(), id);
        notices.say(
                "patient.access.ended",
                view.map(each -> each.practitioner().name()).orElse(""));
        return Redirect.to("/patient/access");
    }

    private void offer(String practitioner) {
        models.put("practitioners", options());
        models.put("practitioner", practitioner);
        models.put("ordinary", List.copyOf(RecordCategory.ordinary()));
        models.put(
                "sensitive",
                Arrays.stream(RecordCategory.values())
                        .filter(RecordCategory::sensitive)
                        .toList());
        models.put("offeredUntil", LocalDate.now(clock).plusMonths(OFFERED_MONTHS));
        models.put("earliest", LocalDate.now(clock));
        models.put("latest", LocalDate.now(clock).plusDays(GiveAccess.LONGEST_DAYS));
    }

    private List<Option> options() {
        return grantable.all().stream()
                .map(choice -> new Option(
                        choice.id().toString(),
                        choice.speciality().isEmpty() ? choice.name() : choice.name() + ", " + choice.speciality()))
                .toList();
    }

    private static Set<RecordCategory> chosen(List<String> codes) {
        return codes.stream()
                .map(RecordCategory::ofCode)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
