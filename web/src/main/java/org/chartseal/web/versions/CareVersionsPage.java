package org.chartseal.web.versions;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.records.ReadVersions;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.web.care.PatientFrame;

/** What was signed, and signed again, of a record in a patient's chart. */
@Path("/patients/{patient}/records/{record}/versions")
@Controller
@RequestScoped
public class CareVersionsPage {

    @Inject
    private ReadVersions versions;

    @Inject
    private PatientFrame frame;

    @Inject
    private VersionsView view;

    @Inject
    private Actor actor;

    /** All of them, and two side by side. */
    @GET
    public Response show(
            @PathParam("patient") String patient,
            @PathParam("record") String record,
            @BeanParam VersionsView.Asked asked) {
        ReadVersions.Chain chain =
                versions.read(actor, PatientId.parse(patient), RecordId.parse(record), asked.choice());
        frame.around(chain.patient(), chain.category(), chain.record().value(), "");
        return view.show(
                chain,
                asked,
                "/patients/" + chain.patient() + "/" + home(chain.type(), chain.record()),
                "versions/care");
    }

    private static String home(RecordType type, RecordId record) {
        return switch (type) {
            case NOTE -> "notes/" + record;
            case PRESCRIPTION -> "prescriptions/" + record;
            case LAB_REPORT -> "reports/" + record;
            case DOCUMENT -> "documents/" + record;
            case CLAIM -> "claims/" + record;
            case LAB_REQUEST -> "chart";
        };
    }
}
