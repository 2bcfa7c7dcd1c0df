package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;

/**
 * Verifies a seal for whoever asks. The report says nothing of the record; only towards who may read the record are its
 * files called by their names, which is a read.
 */
@ApplicationScoped
public class ShowSeal {

    private final VerifySeal verify;
    private final CategoryOfRecord categories;
    private final OpenList lists;

    @Inject
    public ShowSeal(VerifySeal verify, CategoryOfRecord categories, OpenList lists) {
        this.verify = verify;
        this.categories = categories;
        this.lists = lists;
    }

    /**
     * Runs all checks anew.
     *
     * @throws org.chartseal.domain.shared.NotFound when no such version was sealed here
     */
    public SealReport show(Actor actor, SealId seal) {
        SealReport report = verify.verify(seal);
        if (report.lines().stream().allMatch(line -> line.file().isEmpty())) {
            return report;
        }
        RecordCategory category = categories.of(seal.record());
        boolean mayRead = lists.open(actor, List.of(report.patient()), category, "seal-check")
                .contains(report.patient());
        return mayRead ? report : report.withoutNames();
    }
}
