package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.consent.GrantView;
import org.chartseal.domain.consent.MyGrants;
import org.chartseal.domain.consent.RevokeAccess;
import org.chartseal.domain.passkeys.MyPasskeys;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.security.ActingPerson;

/** Who may read the record of someone for whom the person acts; access can be taken away here, and none given. */
@Path("/patient/for/{patient}/access")
@Controller
@RequestScoped
public class ActForAccessPage {

    @PathParam("patient")
    private String id = "";

    @Inject
    private MyGrants grants;

    @Inject
    private RevokeAccess revokeAccess;

    @Inject
    private MyPasskeys passkeys;

    @Inject
    private ActingFrame frame;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    @Inject
    private Notices notices;

    /** Who may read now; the person themselves is among them. */
    @GET
    public Response list() {
        List<GrantView> holding = holding();
        frame.around(patient());
        models.put("holding", holding);
        models.put("self", person.actor().requirePatient().value());
        models.put("ownKey", passkeys.signsWithOne(person.actor()));
        return Response.ok("patient/acting-access").build();
    }

    /** Takes access away at once; or gives the person's own back. */
    @POST
    @Path("{grant}/end")
    public Response end(@PathParam("grant") String grant) {
        GrantId taken = GrantId.parse(grant);
        Optional<GrantView> view =
                holding().stream().filter(each -> each.id().equals(taken)).findFirst();
        String name = view.map(each -> each.grantee().name()).orElseThrow(() -> new NotFound("grant", grant));
        boolean own = view.map(each -> each.grantee().grantee().id())
                .filter(person.actor().requirePatient().value()::equals)
                .isPresent();
        revokeAccess.revoke(person.actor(), taken);
        if (own) {
            notices.say("acting.given-back");
            return Redirect.to("/patient");
        }
        notices.say("acting.access.ended", name);
        return Redirect.to(ActingFrame.base(patient()) + "/access");
    }

    private List<GrantView> holding() {
        return grants.list(person.actor(), patient()).stream()
                .filter(each -> each.state() == GrantView.State.HOLDS || each.state() == GrantView.State.WAITS)
                .toList();
    }

    private PatientId patient() {
        return PatientId.parse(id);
    }
}
