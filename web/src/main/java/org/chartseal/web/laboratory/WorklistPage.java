package org.chartseal.web.laboratory;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.laboratory.LabRequest;
import org.chartseal.domain.laboratory.LabWorklist;
import org.chartseal.domain.laboratory.Urgency;
import org.chartseal.domain.people.Actor;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.security.ActingPerson;

/** The laboratory's worklist; what narrows it stands in the address. */
@Path("/lab")
@Controller
@RequestScoped
public class WorklistPage {

    private static final List<LabRequest.State> STATES = List.of(
            LabRequest.State.REQUESTED,
            LabRequest.State.COLLECTED,
            LabRequest.State.ENTERED,
            LabRequest.State.VERIFIED,
            LabRequest.State.RELEASED);

    @Inject
    private LabWorklist worklist;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    /**
     * A choice above the list.
     *
     * @param key of its text
     * @param count of requests, or an empty text
     */
    public record Tab(String key, String address, String count, boolean current) {}

    /** The list; a number that names one request leads straight to it. */
    @GET
    public Response list(
            @QueryParam("stage") List<String> states,
            @QueryParam("urgency") List<String> urgencies,
            @QueryParam("number") @DefaultValue("") String number) {
        Actor actor = person.actor();
        Set<LabRequest.State> chosen = states(states);
        Set<Urgency> urgent = urgencies(urgencies);
        boolean searching = !number.isBlank();
        LabWorklist.Filter filter = searching
                ? new LabWorklist.Filter(EnumSet.allOf(LabRequest.State.class), Set.of(), number)
                : new LabWorklist.Filter(chosen, urgent, "");
        LabWorklist.Page page = worklist.list(actor, filter);
        if (searching && page.rows().size() == 1) {
            return Redirect.to("/lab/requests/" + page.rows().get(0).id());
        }
        models.put("rows", page.rows());
        models.put("more", page.more());
        models.put("number", number);
        models.put("searching", searching);
        models.put("stateTabs", stateTabs(page, chosen, urgent));
        models.put("urgencyTabs", urgencyTabs(chosen, urgent));
        return Response.ok("laboratory/worklist").build();
    }

    private static List<Tab> stateTabs(LabWorklist.Page page, Set<LabRequest.State> chosen, Set<Urgency> urgent) {
        long open = page.open().values().stream().mapToLong(Long::longValue).sum();
        Tab all = new Tab("lab.tab.open", address(Set.of(), urgent), Long.toString(open), chosen.isEmpty());
        List<Tab> tabs = STATES.stream()
                .map(state -> new Tab(
                        "lab.tab." + state.code(),
                        address(Set.of(state), urgent),
                        LabWorklist.OPEN.contains(state)
                                ? page.open().getOrDefault(state, 0L).toString()
                                : "",
                        chosen.equals(Set.of(state))))
                .collect(Collectors.toList());
        tabs.add(0, all);
        return tabs;
    }

    private static List<Tab> urgencyTabs(Set<LabRequest.State> chosen, Set<Urgency> urgent) {
        List<Tab> tabs = Arrays.stream(Urgency.values())
                .map(urgency -> new Tab(
                        "urgency." + urgency.code(),
                        address(chosen, Set.of(urgency)),
                        "",
                        urgent.equals(Set.of(urgency))))
                .collect(Collectors.toList());
        tabs.add(0, new Tab("lab.tab.any-urgency", address(chosen, Set.of()), "", urgent.isEmpty()));
        return tabs;
    }

    private static String address(Set<LabRequest.State> states, Set<Urgency> urgencies) {
        return UriBuilder.fromPath("/lab")
                .queryParam("stage", states.stream().map(LabRequest.State::code).toArray())
                .queryParam("urgency", urgencies.stream().map(Urgency::code).toArray())
                .build()
                .toString();
    }

    private static Set<LabRequest.State> states(List<String> codes) {
        return codes.stream()
                .flatMap(code -> Arrays.stream(LabRequest.State.values())
                        .filter(state -> state.code().equals(code.toLowerCase(Locale.ROOT))))
                .collect(Collectors.toSet());
    }

    private static Set<Urgency> urgencies(List<String> codes) {
        return codes.stream()
                .flatMap(code -> Arrays.stream(Urgency.values())
                        .filter(urgency -> urgency.code().equals(code.toLowerCase(Locale.ROOT))))
                .collect(Collectors.toSet());
    }
}
