package org.chartseal.web.laboratory;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import java.util.List;
import java.util.Set;
import org.chartseal.domain.laboratory.ReleasedReports.Report;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.web.care.Badges;
import org.chartseal.web.page.Words;

/** Puts a report before its reader: its facts, its values with their courses, its seal. */
@RequestScoped
public class ReportView {

    @Inject
    private Badges badges;

    @Inject
    private Words words;

    @Inject
    private Models models;

    /**
     * Fills what the fragments of {@code laboratory/report} show.
     *
     * @param reports address under which the reader finds this patient's reports
     * @param query what stays in addresses from page to page; may be empty
     */
    public void show(Report report, String reports, String query) {
        models.put("report", report);
        List<Trend> trends =
                report.results().stream().map(row -> Trend.of(row, words)).toList();
        models.put("trends", trends);
        models.put("plotted", trends.stream().anyMatch(Trend::plotted));
        models.put("badges", badges.of(report.seal().<Set<SealId>>map(Set::of).orElse(Set.of())));
        models.put("reports", reports);
        models.put("query", query);
    }
}
