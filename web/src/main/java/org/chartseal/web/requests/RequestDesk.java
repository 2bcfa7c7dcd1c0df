package org.chartseal.web.requests;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.AccessRequestId;
import org.chartseal.domain.consent.AskingParties;
import org.chartseal.domain.consent.GiveAccess;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.GranteeNames.Named;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.consent.RequestAccess;
import org.chartseal.domain.consent.RequestsMade;
import org.chartseal.domain.consent.WhomAsked;
import org.chartseal.domain.consent.Wish;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Option;
import org.chartseal.web.page.Redirect;

/** The page on which someone asks a patient for access and sees how earlier requests stand; the same for whoever may ask. */
@RequestScoped
public class RequestDesk {

    private static final String VIEW = "requests/ask";
    private static final int OFFERED_DAYS = 90;

    @Inject
    private RequestAccess requestAccess;

    @Inject
    private RequestsMade made;

    @Inject
    private AskingParties parties;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    @Inject
    private Clock clock;

    /**
     * The page.
     *
     * @param base address of those who ask, for example {@code /doctor}
     * @param closed the record that refused them, if they came from there
     */
    Response show(String base, String closed) {
        fill(base, closed, parties.of(actor));
        return Response.ok(VIEW).build();
    }

    private void fill(String base, String closed, List<Named> asking) {
        models.put("base", base);
        models.put("closed", closed.isEmpty() ? "" : PatientId.parse(closed).toString());
        models.put(
                "parties",
                asking.stream()
                        .map(each -> new Option(each.grantee().code(), each.name()))
                        .toList());
        models.put("claims", base.equals("/insurer"));
        models.put("made", made.of(actor));
        models.put("ordinary", List.copyOf(RecordCategory.ordinary()));
        models.put(
                "sensitive",
                Arrays.stream(RecordCategory.values())
                        .filter(RecordCategory::sensitive)
                        .filter(each -> each != RecordCategory.CLAIMS || !base.equals("/research"))
                        .toList());
        models.put("offeredUntil", LocalDate.now(clock).plusDays(OFFERED_DAYS));
        models.put("earliest", LocalDate.now(clock));
        models.put("latest", LocalDate.now(clock).plusDays(GiveAccess.LONGEST_DAYS));
    }

    /** Asks. What the page answers does not depend on whether there is such a patient. */
    Response ask(String base, SentRequest sent) {
        List<Named> asking = parties.of(actor);
        try {
            requestAccess.ask(actor, new RequestAccess.Command(grantee(sent, asking), whom(sent), asked(sent)));
        } catch (Refused refused) {
            fill(base, sent.closed(), asking);
            return form.again(refused, VIEW);
        }
        notices.say("request.sent");
        return Redirect.to(base + "/requests");
    }

    /** Takes a request back. */
    Response withdraw(String base, String id) {
        try {
            requestAccess.withdraw(actor, AccessRequestId.parse(id));
        } catch (Refused refused) {
            fill(base, "", parties.of(actor));
            return form.again(refused, VIEW);
        }
        notices.say("request.withdrawn");
        return Redirect.to(base + "/requests");
    }

    private static Grantee grantee(SentRequest sent, List<Named> asking) {
        Optional<Named> only = asking.size() == 1 ? Optional.of(asking.get(0)) : Optional.empty();
        return asking.stream()
                .filter(each -> each.grantee().code().equals(sent.party()))
                .findFirst()
                .or(() -> only)
                .map(Named::grantee)
                .orElseThrow(() -> Refused.because("request-party-missing").at("party"));
    }

    private static WhomAsked whom(SentRequest sent) {
        return sent.closed().isEmpty()
                ? WhomAsked.known(
                        sent.number(),
                        day(sent.born())
                                .orElseThrow(() ->
                                        Refused.because("request-born-missing").at("born")))
                : WhomAsked.ofPage(PatientId.parse(sent.closed()));
    }

    private static Wish.Asked asked(SentRequest sent) {
        Set<RecordCategory> categories = sent.categories().stream()
                .map(RecordCategory::ofCode)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        LocalDate until = day(sent.until())
                .orElseThrow(() -> Refused.because("request-until-missing").at("until"));
        return new Wish.Asked(categories, sent.reason(), sent.reference(), until);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
