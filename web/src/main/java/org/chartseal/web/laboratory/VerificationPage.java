package org.chartseal.web.laboratory;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.chartseal.domain.laboratory.AttachFile;
import org.chartseal.domain.laboratory.LabRequestId;
import org.chartseal.domain.laboratory.LabRequestView;
import org.chartseal.domain.laboratory.ReleaseReport;
import org.chartseal.domain.laboratory.SendBackReport;
import org.chartseal.domain.laboratory.ShowLabRequest;
import org.chartseal.domain.laboratory.VerifyReport;
import org.chartseal.domain.records.SealStates;
import org.chartseal.domain.shared.Refused;
import org.chartseal.web.page.Form;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.passkeys.HttpForms;
import org.chartseal.web.security.ActingPerson;

/** What a scientist decides on entered results. */
@Path("/lab/requests/{request}")
@Controller
@RequestScoped
public class VerificationPage {

    @PathParam("request")
    private String request;

    @Inject
    private ActingPerson person;

    @Inject
    private ShowLabRequest showLabRequest;

    @Inject
    private VerifyReport verifyReport;

    @Inject
    private ReleaseReport releaseReport;

    @Inject
    private SendBackReport sendBackReport;

    @Inject
    private Models models;

    @Inject
    private Form form;

    @Inject
    private Notices notices;

    @Inject
    private SealStates sealStates;

    @Inject
    private HttpForms forms;

    /** Verifies the results, and releases them at once if asked. */
    @POST
    @Path("/verify")
    public Response verify(
            @FormParam("version") @DefaultValue("-1") int version, @FormParam("then") @DefaultValue("") String then) {
        try {
            verifyReport.verify(person.actor(), id(), version);
            if (then.equals("release")) {
                forms.goOnAt("/lab/requests/" + id() + "/release");
                return release();
            }
        } catch (Refused refused) {
            return again(refused);
        }
        notices.say("lab.verified");
        return Redirect.to("/lab/requests/" + id());
    }

    /** Releases verified results. */
    @POST
    @Path("/release")
    public Response release() {
        try {
            releaseReport.release(person.actor(), id());
        } catch (Refused refused) {
            return again(refused);
        }
        notices.say("lab.released");
        return Redirect.to("/lab/requests/" + id());
    }

    /** Gives the results back to the technician. */
    @POST
    @Path("/send-back")
    public Response sendBack(
            @FormParam("version") @DefaultValue("-1") int version,
            @FormParam("reason") @DefaultValue("") String reason) {
        try {
            sendBackReport.sendBack(person.actor(), id(), version, reason);
        } catch (Refused refused) {
            return again(refused);
        }
        notices.say("lab.sent-back");
        return Redirect.to("/lab");
    }

    private Response again(Refused refused) {
        LabRequestView view = showLabRequest.show(person.actor(), id());
        models.put("view", view);
        models.put("largest", AttachFile.LARGEST >> 20);
        Seals.put(models, sealStates, view);
        return form.again(refused, "laboratory/request");
    }

    private LabRequestId id() {
        return LabRequestId.parse(request);
    }
}
