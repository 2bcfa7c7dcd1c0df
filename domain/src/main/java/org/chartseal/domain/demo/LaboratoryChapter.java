package org.chartseal.domain.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.consent.AccessDecision;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.GiveAccess;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.demo.LabBench.Order;
import org.chartseal.domain.laboratory.LabRequestId;
import org.chartseal.domain.laboratory.LoadLabCatalogue;
import org.chartseal.domain.laboratory.ReleasedReports;
import org.chartseal.domain.laboratory.Urgency;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;

/** The demo's laboratory: years of results for some patients, and work of every state for today. */
@ApplicationScoped
public class LaboratoryChapter implements DemoChapter {

    /** Places of the patients with a course but without an account, in the list of all patients. */
    private static final int EVERY = 17;

    private static final int GRANT_DAYS = 20;

    private final DemoCast cast;
    private final LabBench bench;
    private final LabToday today;
    private final LoadLabCatalogue catalogue;
    private final ReleasedReports reports;
    private final GiveAccess giveAccess;
    private final AccessPolicy policy;

    @Inject
    public LaboratoryChapter(
            DemoCast cast,
            LabBench bench,
            LabToday today,
            LoadLabCatalogue catalogue,
            ReleasedReports reports,
            GiveAccess giveAccess,
            AccessPolicy policy) {
        this.cast = cast;
        this.bench = bench;
        this.today = today;
        this.catalogue = catalogue;
        this.reports = reports;
        this.giveAccess = giveAccess;
        this.policy = policy;
    }

    @Override
    public String code() {
        return "laboratory";
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public List<DemoStep> steps(DemoDay day) {
        List<DemoStep> steps = new ArrayList<>();
        steps.add(new DemoStep("catalogue", catalogue::load));
        List<PatientId> patients = cast.patients();
        if (patients.isEmpty()) {
            return steps;
        }
        steps.addAll(course(day, "patient", cast.patient("patient"), LabCourse.diabetes()));
        steps.addAll(course(day, "patient2", cast.patient("patient2"), LabCourse.thyroid()));
        steps.add(new DemoStep("patient-reads", () -> readOlder("patient")));
        steps.add(new DemoStep("patient2-reads", () -> readOlder("patient2")));
        List<LabCourse> others = LabCourse.others();
        for (int i = 0; i < others.size(); i++) {
            steps.addAll(course(day, "course-" + i, patients.get(EVERY * (i + 1) % patients.size()), others.get(i)));
        }
        steps.addAll(today.steps(day));
        return steps;
    }

    private List<DemoStep> course(DemoDay day, String name, PatientId patient, LabCourse course) {
        Actor doctor = cast.practitioner("doctor");
        List<DemoStep> steps = new ArrayList<>();
        for (int i = 0; i < course.daysAgo().size(); i++) {
            int visit = i;
            Instant at = day.at(-course.daysAgo().get(i), 9, 10 + i);
            steps.add(new DemoStep(name + "-" + i, () -> visit(doctor, patient, course, visit, at, day)));
        }
        return steps;
    }

    private void visit(Actor doctor, PatientId patient, LabCourse course, int visit, Instant at, DemoDay day) {
        letRead(doctor, patient, at, day);
        for (String panel : course.panels()) {
            LabRequestId request = bench.order(
                    new Order(doctor, patient, Optional.<UUID>empty(), panel, Urgency.ROUTINE, course.question(), at));
            long seed = patient.value().getMostSignificantBits();
            boolean newest = visit == course.daysAgo().size() - 1;
            bench.whole(request, at, test -> course.value(test.loinc(), test.decimals(), visit, seed), id -> {
                if (newest) {
                    attach(id, panel, at, seed);
                }
            });
        }
    }

    /** The newest report of a course has what the analyser printed, a blood count a picture of the smear. */
    private void attach(LabRequestId request, String panel, Instant at, long seed) {
        Instant then = at.plus(Duration.ofMinutes(60));
        if (panel.equals("CBC")) {
            bench.attach(request, "blood-smear.png", LabScans.bloodSmear(seed), then);
        } else {
            bench.attach(
                    request,
                    "analyser-printout-" + panel.toLowerCase(java.util.Locale.ROOT) + ".pdf",
                    LabScans.printout(List.of("Analyser printout", "Panel " + panel, "Run completed without alarms")),
                    then);
        }
    }

    /** Whoever has an account has read all but the results of the last visit. */
    private void readOlder(String account) {
        Actor self = Actor.patient(account, cast.patient(account));
        List<ReleasedReports.Summary> all = reports.list(self, self.requirePatient());
        Instant newest = all.get(0).collectedAt().minus(Duration.ofDays(1));
        all.stream()
                .filter(report -> report.collectedAt().isBefore(newest))
                .forEach(report -> DemoStage.at(
                        report.releasedAt().plus(Duration.ofHours(7)), () -> reports.show(self, report.id())));
    }

    private void letRead(Actor doctor, PatientId patient, Instant at, DemoDay day) {
        boolean mayRead = policy.decide(doctor, patient, RecordCategory.LABORATORY, Purpose.TREATMENT, at)
                instanceof AccessDecision.Allowed;
        if (mayRead) {
            return;
        }
        LocalDate until = LocalDate.ofInstant(at, day.zone()).plusDays(GRANT_DAYS);
        Actor self = new Actor(Account.SYSTEM, Set.of(Role.PATIENT), Optional.of(patient), Optional.empty());
        DemoStage.at(
                at.minus(Duration.ofMinutes(5)),
                () -> giveAccess.give(
                        self,
                        new GiveAccess.Command(
                                doctor.requirePractitioner(),
                                EnumSet.of(
                                        RecordCategory.DEMOGRAPHICS, RecordCategory.SUMMARY, RecordCategory.LABORATORY),
                                until)));
    }
}
