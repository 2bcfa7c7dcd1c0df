package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.laboratory.LabReportId;
import org.chartseal.domain.laboratory.ReleasedReports;
import org.chartseal.domain.people.Actor;
import org.chartseal.web.laboratory.ReportView;
import org.chartseal.web.security.ActingPerson;

/** A patient's released results. */
@Path("/patient/results")
@Controller
@RequestScoped
public class ResultsPage {

    @Inject
    private ReleasedReports reports;

    @Inject
    private ActingPerson person;

    @Inject
    private ReportView view;

    @Inject
    private Models models;

    /** All released reports. */
    @GET
    public Response list() {
        Actor actor = person.actor();
        models.put("reports", reports.list(actor, actor.requirePatient()));
        return Response.ok("patient/results").build();
    }

    /** One report, each value with its course over time. */
    @GET
    @Path("/{report}")
    public Response show(@PathParam("report") String id) {
        view.show(reports.show(person.actor(), LabReportId.parse(id)), "/patient/results", "");
        return Response.ok("patient/result").build();
    }
}
