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
import org.chartseal.domain.laboratory.ReleasedReports;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.prescribing.ReadPrescriptions;
import org.chartseal.web.security.ActingPerson;

/** A patient's first page: what comes next and what is new. */
@Path("/patient")
@Controller
@RequestScoped
public class HomePage {

    private static final Duration NEW = Duration.ofDays(30);

    @Inject
    private ReleasedReports reports;

    @Inject
    private ReadPrescriptions prescriptions;

    @Inject
    private PlainPrescriptions plain;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    @Inject
    private Clock clock;

    /** The page. */
    @GET
    public Response home() {
        Actor actor = person.actor();
        PatientId patient = actor.requirePatient();
        Instant recent = clock.instant().minus(NEW);
        List<ReleasedReports.Summary> all = reports.list(actor, patient);
        models.put(
                "news",
                all.stream()
                        .filter(report -> report.releasedAt().isAfter(recent))
                        .toList());
        models.put("older", all.size());
        models.put(
                "active",
                plain.of(prescriptions.all(actor, patient).stream()
                        .filter(ReadPrescriptions.View::active)
                        .toList()));
        return Response.ok("patient/home").build();
    }
}
