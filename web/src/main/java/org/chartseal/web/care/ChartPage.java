package org.chartseal.web.care;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.chartseal.domain.care.Chart;
import org.chartseal.domain.care.OpenChart;
import org.chartseal.domain.claims.ReadClaims;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;

/** A patient's chart, in one look. */
@Path("/patients/{patient}/chart")
@Controller
@RequestScoped
public class ChartPage {

    @Inject
    private OpenChart charts;

    @Inject
    private Badges badges;

    @Inject
    private PatientFrame frame;

    @Inject
    private ReadClaims claims;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    /** The chart; the visit is the one that work begun here belongs to. */
    @GET
    public String chart(@PathParam("patient") String patient, @QueryParam("visit") @DefaultValue("") String visit) {
        Chart chart = charts.open(actor, PatientId.parse(patient));
        frame.show(chart, visit);
        models.put("chart", chart);
        models.put("badges", badges.of(chart.seals()));
        models.put("sparks", new Sparks());
        models.put(
                "claims",
                chart.open().contains(RecordCategory.CLAIMS) || claims.hasDesk(actor, PatientId.parse(patient)));
        return "care/chart";
    }
}
