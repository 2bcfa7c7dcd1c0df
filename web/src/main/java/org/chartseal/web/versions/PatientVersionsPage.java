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
import org.chartseal.domain.records.ReadVersions;
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordType;
import org.chartseal.web.security.ActingPerson;

/** What was signed, and signed again, of a record of the patient's own. */
@Path("/patient/records/{record}/versions")
@Controller
@RequestScoped
public class PatientVersionsPage {

    /** Where the page is. */
    public static final String VIEW = "versions/patient";

    @Inject
    private ReadVersions versions;

    @Inject
    private VersionsView view;

    @Inject
    private ActingPerson person;

    /** All of them, and two side by side. */
    @GET
    public Response show(@PathParam("record") String record, @BeanParam VersionsView.Asked asked) {
        Actor actor = person.actor();
        ReadVersions.Chain chain = versions.read(actor, actor.requirePatient(), RecordId.parse(record), asked.choice());
        return view.show(chain, asked, "/patient" + home(chain), VIEW);
    }

    /** The path of the record's own page below those of the patient. */
    public static String home(ReadVersions.Chain chain) {
        RecordType type = chain.type();
        return switch (type) {
            case NOTE -> "/notes/" + chain.record();
            case PRESCRIPTION -> "/prescriptions/" + chain.record();
            case LAB_REPORT -> "/results/" + chain.record();
            case LAB_REQUEST -> "/results";
            case DOCUMENT -> "/documents/" + chain.record();
            case CLAIM -> "/claims/" + chain.record();
        };
    }
}
