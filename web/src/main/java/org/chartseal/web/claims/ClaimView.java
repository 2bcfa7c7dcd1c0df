package org.chartseal.web.claims;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import java.util.Currency;
import java.util.List;
import org.chartseal.domain.claims.ReadClaims;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.ledger.GrantTerms.GranteeKind;
import org.chartseal.web.care.Badges;

/** Puts claims on a page: what is claimed, in amounts that can be read, with their seals. */
@RequestScoped
public class ClaimView {

    @Inject
    private Badges badges;

    @Inject
    private Models models;

    /** Shows one. */
    public void show(ReadClaims.View claim) {
        models.put("claim", claim);
        models.put("amounts", new Amounts(claim.currency()));
        models.put("insurerCode", insurerCode(claim));
        models.put("badges", badges.of(claim.seal().stream().toList()));
    }

    /** Shows all of them. */
    public void list(List<ReadClaims.View> claims) {
        models.put("claims", claims.stream().map(Row::of).toList());
        models.put(
                "claimBadges",
                badges.of(
                        claims.stream().flatMap(claim -> claim.seal().stream()).toList()));
    }

    /**
     * A claim in a list.
     *
     * @param total as people read it
     */
    public record Row(ReadClaims.View claim, String total) {

        static Row of(ReadClaims.View claim) {
            Currency currency = claim.currency();
            return new Row(claim, new Amounts(currency).text(claim.total()));
        }
    }

    /** By which the form of a grant knows the insurer. */
    private static String insurerCode(ReadClaims.View claim) {
        return new Grantee(GranteeKind.INSURER, claim.cover().insurer().value()).code();
    }
}
