package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.chartseal.domain.care.OpenDashboard;
import org.chartseal.domain.care.OpenDashboard.Dashboard;
import org.chartseal.domain.consent.ActingFor;
import org.chartseal.domain.consent.AwaitedStatements;
import org.chartseal.domain.consent.MyRequests;
import org.chartseal.domain.emergency.MyEmergencies;
import org.chartseal.domain.laboratory.ReleasedReports.Summary;
import org.chartseal.domain.passkeys.MyRestorations;
import org.chartseal.domain.passkeys.PasskeyOwner;
import org.chartseal.web.security.ActingPerson;

/** A patient's first page: what comes next, what is new, what to take, who reads. */
@Path("/patient")
@Controller
@RequestScoped
public class HomePage {

    private static final Duration NEW = Duration.ofDays(30);
    private static final int MOST_NEWS = 5;

    @Inject
    private OpenDashboard dashboards;

    @Inject
    private MyEmergencies emergencies;

    @Inject
    private AwaitedStatements awaited;

    @Inject
    private MyRestorations restorations;

    @Inject
    private ActingFor actingFor;

    @Inject
    private MyRequests requests;

    @Inject
    private PlainPrescriptions plain;

    @Inject
    private ReadSentences sentences;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    @Inject
    private Clock clock;

    /** The page. */
    @GET
    public Response home() {
        Dashboard dashboard = dashboards.open(person.actor());
        dashboard.next().ifPresent(next -> models.put("next", next));
        models.put("news", news(dashboard.reports()));
        models.put("asked", requests.waiting(person.actor()));
        models.put("told", emergencies.news(person.actor()));
        models.put("unusual", dashboard.unusual());
        models.put("awaited", awaited.of(person.actor()).size());
        models.put("restorations", restorations.list(person.actor(), PasskeyOwner.Kind.PATIENT));
        models.put("all", dashboard.reports().size());
        models.put("active", plain.of(dashboard.active()));
        models.put("represented", actingFor.all(person.actor()));
        models.put("readers", dashboard.readers());
        models.put("reads", dashboard.reads().stream().map(sentences::of).toList());
        return Response.ok("patient/home").build();
    }

    /** What the patient has not opened yet, and what was released lately. */
    private List<Summary> news(List<Summary> reports) {
        Instant recent = clock.instant().minus(NEW);
        return reports.stream()
                .filter(report -> report.unseen() || report.releasedAt().isAfter(recent))
                .limit(MOST_NEWS)
                .toList();
    }
}
