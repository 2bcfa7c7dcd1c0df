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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.AccessRequestId;
import org.chartseal.domain.consent.AnswerRequest;
import org.chartseal.domain.consent.GiveAccess;
import org.chartseal.domain.consent.Grantable;
import org.chartseal.domain.consent.GranteeNames.Named;
import org.chartseal.domain.consent.MyRequests;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.consent.PreviewGrant;
import org.chartseal.domain.consent.PreviewGrant.OwnRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.consent.RequestView;
import org.chartseal.domain.passkeys.MyPasskeys;
import org.chartseal.domain.shared.Ids;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.security.ActingPerson;

/** Where a patient gives access: to whom, to what, until when; with a look at what it means before it counts. */
@Path("/patient/access/give")
@Controller
@RequestScoped
public class GiveAccessPage {

    private static final String FORM = "patient/give-access";
    private static final int OFFERED_MONTHS = 3;

    @Inject
    private Grantable grantable;

    @Inject
    private PreviewGrant preview;

    @Inject
    private GiveAccess giveAccess;

    @Inject
    private MyRequests requests;

    @Inject
    private AnswerRequest answer;

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

    /** The form; a grantee or a single record in the address is offered, or what a request asks for. */
    @GET
    public Response form(
            @QueryParam("grantee") @DefaultValue("") String grantee,
            @QueryParam("record") @DefaultValue("") String record,
            @QueryParam("request") @DefaultValue("") String request) {
        offer(grantee, single(record), asked(request));
        return Response.ok(FORM).build();
    }

    /** First shows what the access would mean; gives it when the patient confirms. */
    @POST
    public Response give(
            @FormParam("grantee") @DefaultValue("") String grantee,
            @FormParam("categories") List<String> categories,
            @FormParam("record") @DefaultValue("") String record,
            @FormParam("until") @DefaultValue("") String until,
            @FormParam("request") @DefaultValue("") String request,
            @FormParam("step") @DefaultValue("look") String step) {
        Optional<OwnRecord> single = single(record);
        Optional<RequestView> asked = asked(request);
        offer(grantee, single, asked);
        Optional<Named> choice = asked.map(RequestView::grantee).or(() -> grantable.choice(grantee));
        if (choice.isEmpty()) {
            form.add("grantee", "patient.give.grantee-missing");
        }
        Optional<What> what =
                single.map(one -> What.one(one.category(), one.id())).or(() -> chosen(categories));
        Optional<LocalDate> day = day(until);
        if (day.isEmpty()) {
            form.add("until", "patient.give.until-missing");
        }
        if (choice.isEmpty() || what.isEmpty() || day.isEmpty()) {
            return form.again(FORM);
        }
        GiveAccess.Command command = new GiveAccess.Command(choice.get().grantee(), what.get(), day.get());
        try {
            return step.equals("give") ? give(command, choice.get(), asked) : look(command, choice.get(), asked);
        } catch (Refused refused) {
            return form.again(refused, FORM);
        }
    }

    private Response look(GiveAccess.Command command, Named choice, Optional<RequestView> asked) {
        What what = command.what();
        if (asked.isPresent()) {
            answer.check(person.actor(), asked.get().id(), what.categories(), command.until());
        } else {
            giveAccess.check(person.actor(), command);
        }
        models.put("ownKey", passkeys.signsWithOne(person.actor()));
        models.put("choice", choice);
        models.put("until", command.until());
        models.put("chosen", what.categories().stream().sorted().toList());
        models.put(
                "kept",
                Arrays.stream(RecordCategory.values())
                        .filter(each -> !what.categories().contains(each))
                        .toList());
        models.put(
                "opened",
                preview.records(person.actor(), what).stream().collect(Collectors.groupingBy(OwnRecord::category)));
        return Response.ok("patient/give-access-look").build();
    }

    private Response give(GiveAccess.Command command, Named choice, Optional<RequestView> asked) {
        if (asked.isPresent()) {
            answer.give(person.actor(), asked.get().id(), command.what().categories(), command.until());
        } else {
            giveAccess.give(person.actor(), command);
        }
        if (passkeys.signsWithOne(person.actor())) {
            notices.say("patient.access.asked", choice.name());
        } else {
            notices.say("patient.access.given", choice.name(), command.until());
        }
        return Redirect.to("/patient/access");
    }

    /** Of a request, only what it asks for can be given. */
    private void offer(String grantee, Optional<OwnRecord> single, Optional<RequestView> asked) {
        List<RecordCategory> offered = asked.map(RequestView::categories).orElse(List.of(RecordCategory.values()));
        LocalDate latest =
                asked.map(RequestView::until).orElse(LocalDate.now(clock).plusDays(GiveAccess.LONGEST_DAYS));
        asked.ifPresent(request -> models.put("asked", request));
        Map<String, List<Named>> grantees = grantable.all().stream()
                .collect(Collectors.groupingBy(Named::kind, LinkedHashMap::new, Collectors.toList()));
        models.put("grantees", grantees);
        models.put("kinds", List.copyOf(grantees.keySet()));
        models.put("grantee", grantee);
        single.ifPresent(one -> models.put("single", one));
        models.put(
                "ordinary", offered.stream().filter(each -> !each.sensitive()).toList());
        models.put(
                "sensitive", offered.stream().filter(RecordCategory::sensitive).toList());
        models.put(
                "offeredUntil",
                asked.map(RequestView::until).orElse(LocalDate.now(clock).plusMonths(OFFERED_MONTHS)));
        models.put("earliest", LocalDate.now(clock));
        models.put("latest", latest);
    }

    private Optional<RequestView> asked(String request) {
        return request.isBlank()
                ? Optional.empty()
                : Optional.of(requests.one(person.actor(), AccessRequestId.parse(request)));
    }

    private Optional<OwnRecord> single(String record) {
        if (record.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(preview.single(person.actor(), Ids.parse("record", record))
                .orElseThrow(() -> new NotFound("record", record)));
    }

    private Optional<What> chosen(List<String> codes) {
        Set<RecordCategory> categories = codes.stream()
                .map(RecordCategory::ofCode)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        try {
            return Optional.of(What.of(categories));
        } catch (Refused refused) {
            form.add(refused);
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
