package org.chartseal.web.care;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.chartseal.domain.laboratory.LabReportId;
import org.chartseal.domain.laboratory.ReleasedReports;
import org.chartseal.domain.laboratory.ReleasedReports.Report;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.web.laboratory.ReportView;

/** A laboratory report in the patient's chart. */
@Path("/patients/{patient}/reports/{report}")
@Controller
@RequestScoped
public class ReportPage {

    @Inject
    private ReleasedReports reports;

    @Inject
    private PatientFrame frame;

    @Inject
    private ReportView view;

    @Inject
    private Actor actor;

    /** Its values, each with its course over time, and its files. */
    @GET
    public String show(
            @PathParam("patient") String patient,
            @PathParam("report") String report,
            @QueryParam("visit") @DefaultValue("") String visit) {
        Report shown = reports.show(actor, LabReportId.parse(report));
        if (!shown.patient().equals(PatientId.parse(patient))) {
            throw new NotFound("lab-report", report);
        }
        frame.around(shown.patient(), shown.category(), shown.id().value(), visit);
        view.show(shown, "/patients/" + shown.patient() + "/reports", PatientFrame.query(visit));
        return "care/report";
    }
}
