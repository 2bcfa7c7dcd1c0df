package org.chartseal.web.care;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Controller;
import jakarta.mvc.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;

/**
 * Badges for a page that is open, so that they turn from pending to sealed in it. A seal's name says nothing about the
 * person, so everybody who is signed in may ask.
 */
@Path("/seal-badges")
@Controller
@RequestScoped
public class SealBadgePage {

    /** A page shows no more pending ones at a time than an address holds. */
    private static final int MOST = 40;

    @Inject
    private Badges badges;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    /** The badges of these seals. */
    @GET
    public String badges(@QueryParam("seal") List<String> asked) {
        List<SealId> seals = asked.stream().limit(MOST).map(SealId::parse).toList();
        models.put("account", actor.account().name());
        models.put("seals", seals);
        models.put("badges", badges.of(seals));
        return "care/seal-badges";
    }
}
