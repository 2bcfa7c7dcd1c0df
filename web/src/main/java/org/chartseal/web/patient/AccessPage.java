package org.chartseal.web.patient;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.chartseal.domain.consent.AwaitedStatements;
import org.chartseal.domain.consent.GrantId;
import org.chartseal.domain.consent.GrantView;
import org.chartseal.domain.consent.MyGrants;
import org.chartseal.domain.consent.MyRequests;
import org.chartseal.domain.consent.OpenWithoutGrant;
import org.chartseal.domain.consent.RevokeAccess;
import org.chartseal.domain.emergency.MyEmergencies;
import org.chartseal.domain.passkeys.MyPasskeys;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.web.page.Notices;
import org.chartseal.web.page.Redirect;
import org.chartseal.web.security.ActingPerson;

/** Who may read a patient's record, who could, and what waits; and where access is taken away. */
@Path("/patient/access")
@Controller
@RequestScoped
public class AccessPage {

    private static final String VIEW = "patient/access";

    @Inject
    private MyGrants myGrants;

    @Inject
    private MyEmergencies emergencies;

    @Inject
    private OpenWithoutGrant withoutGrant;

    @Inject
    private RevokeAccess revokeAccess;

    @Inject
    private AwaitedStatements awaited;

    @Inject
    private MyRequests requests;

    @Inject
    private MyPasskeys passkeys;

    @Inject
    private ActingPerson person;

    @Inject
    private Models models;

    @Inject
    private Notices notices;

    // What the page shows, does and says.
    /** Who may read now, and who could once. */
    @GET
    public Response list() {
        List<GrantView> grants = myGrants.list(person.actor());
        models.put("ownKey", passkeys.signsWithOne(person.actor()));
        models.put("waiting", awaited.of(person.actor()));
        models.put(
                "holding",
                AllowedReader.of(grants.stream().filter(AccessPage::isOpen).toList()));
        models.put("asked", requests.waiting(person.actor()));
        models.put("emergencies", emergencies.list(person.actor()));
        models.put("rules", withoutGrant.of(person.actor()));
        models.put("news", emergencies.news(person.actor()));
        models.put("ended", grants.stream().filter(grant -> !isOpen(grant)).toList());
        return Response.ok(VIEW).build();
    }

    private static boolean isOpen(GrantView grant) {
        return grant.state() == GrantView.State.HOLDS || grant.state() == GrantView.State.WAITS;
    }

    /** Takes one permission away at once. */
    @POST
    @Path("/{grant}/end")
    public Response end(@PathParam("grant") String grant) {
        GrantId id = GrantId.parse(grant);
        String name = name(List.of(id));
        revokeAccess.revoke(person.actor(), id);
        return ended(name);
    }

    /** Takes all that someone may read away at once. */
    @POST
    @Path("/end")
    public Response endAll(@FormParam("grant") List<String> grants) {
        List<GrantId> ids = grants.stream().map(GrantId::parse).toList();
        if (ids.isEmpty()) {
            throw new NotFound("grant", "");
        }
        String name = name(ids);
        revokeAccess.revokeAll(person.actor(), ids);
        return ended(name);
    }

    private String name(List<GrantId> ids) {
        return myGrants.list(person.actor()).stream()
                .filter(each -> ids.contains(each.id()))
                .findFirst()
                .map(each -> each.grantee().name())
                .orElse("");
    }

    private Response ended(String name) {
        notices.say("patient.access.ended", name);
        return Redirect.to("/patient/access");
    }
}
