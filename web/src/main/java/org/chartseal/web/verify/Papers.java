package org.chartseal.web.verify;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.records.CheckPaper;
import org.chartseal.web.page.Portal;

/** Addresses for printed records, on pages that have opened the record. */
@RequestScoped
@Named("papers")
public class Papers {

    private final CheckPaper check;
    private final Portal portal;

    @Inject
    Papers(CheckPaper check, Portal portal) {
        this.check = check;
        this.portal = portal;
    }

    /** Where whoever holds the paper can have it checked; where that is not to be had now, the seal's page, after signing in. */
    public String address(SealId seal) {
        return portal.address("/verify/"
                + check.code(seal).map(code -> "paper/" + seal + "/" + code).orElse(seal.toString()));
    }
}
