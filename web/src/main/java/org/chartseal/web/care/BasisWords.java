package org.chartseal.web.care;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.web.page.Words;

/** Says on which basis a record is open to who looks at it. */
@RequestScoped
public class BasisWords {

    @Inject
    private Words words;

    /** In words, with its end where it has one. */
    public String of(Allowed basis) {
        String key = "chart.basis." + basis.basis().code();
        return basis.until().map(until -> words.text(key, until)).orElseGet(() -> words.text(key));
    }
}
