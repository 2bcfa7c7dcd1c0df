package org.chartseal.web.care;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.mvc.Models;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.care.Chart;
import org.chartseal.domain.care.OpenChart;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.shared.Ids;
import org.chartseal.web.page.PatientBanner;

/** Puts around a page what every page inside a patient's record shows: the banner, and the visit that the work belongs to. */
@RequestScoped
public class PatientFrame {

    @Inject
    private OpenChart charts;

    @Inject
    private Actor actor;

    @Inject
    private Models models;

    @Inject
    private BasisWords basis;

    @Inject
    private Clock clock;

    /** Opens the record for a page of work that reads nothing else of it, and shows who it is about. */
    public void open(PatientId patient, String visit) {
        show(charts.banner(actor, patient), visit);
    }

    /** Shows who the work is about, on a page that has opened something of the record by itself. */
    public void around(PatientId patient, String visit) {
        show(charts.bannerAround(actor, patient), visit);
    }

    /** The same on a page of that single record, which may be open without the rest: to its author, or where it is shared alone. */
    public void around(PatientId patient, RecordCategory category, UUID record, String visit) {
        show(charts.bannerAround(actor, patient, category, record), visit);
    }

    /** Shows who an opened chart is about. */
    void show(Chart chart, String visit) {
        show(new OpenChart.Banner(chart.head(), true, chart.allergies(), chart.allergiesKnown()), visit);
    }

    private void show(OpenChart.Banner banner, String visit) {
        Chart.Head head = banner.head();
        String path = "/patients/" + head.patient();
        String query = query(visit);
        models.put("path", path);
        models.put("visit", visit);
        models.put("query", query);
        models.put(
                "banner",
                new PatientBanner(
                        path + "/chart" + query,
                        head.name().full(),
                        head.birthDate(),
                        head.sex().code(),
                        head.number(),
                        banner.allergiesOpen(),
                        banner.allergiesKnown(),
                        banner.allergies().stream()
                                .map(Chart.AllergyRow::substance)
                                .toList(),
                        List.of(),
                        basis.of(head.basis()),
                        head.emergency().map(this::emergency).orElse(null)));
    }

    private PatientBanner.Emergency emergency(Chart.InEmergency access) {
        long seconds = Duration.between(clock.instant(), access.until()).toSeconds();
        return new PatientBanner.Emergency(access.id().toString(), access.until(), Math.max(0, seconds));
    }

    /** What carries the visit from address to address; empty when the work belongs to none. */
    static String query(String visit) {
        return visit(visit).map(id -> "?visit=" + id).orElse("");
    }

    /** The visit that a page's address or form names; an empty text names none. */
    public static Optional<UUID> visit(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Ids.parse("appointment", text));
    }
}
