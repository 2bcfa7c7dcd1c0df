package org.chartseal.domain.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.chartseal.domain.demo.LabBench.Order;
import org.chartseal.domain.laboratory.LabRequestId;
import org.chartseal.domain.laboratory.LoadLabCatalogue;
import org.chartseal.domain.laboratory.ReleasedReports;
import org.chartseal.domain.laboratory.Urgency;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;

/** The demo's laboratory: years of results for some patients, and work of every state for today. */
@ApplicationScoped
public class LaboratoryChapter implements DemoChapter {

    /** Places of the patients with a course but without an account, in the list of all patients. */
    private static final int EVERY = 17;

    private final DemoCast cast;
    private final LabBench bench;
    private final LabToday today;
    private final LoadLabCatalogue catalogue;
    private final ReleasedReports reports;

    @Inject
    public LaboratoryChapter(
            DemoCast cast, LabBench bench, LabToday today, LoadLabCatalogue catalogue, ReleasedReports reports) {
        this.cast = cast;
        this.bench = bench;
        this.today = today;
        this.catalogue = catalogue;
        this.reports = reports;
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
        courses(cast).forEach(each -> steps.addAll(course(day, each)));
        steps.add(new DemoStep("patient-reads", () -> readOlder("patient")));
        steps.add(new DemoStep("patient2-reads", () -> readOlder("patient2")));
        steps.addAll(today.steps(day));
        return steps;
    }

    /** A patient's course of results, in which the demo's first doctor asks for them. */
    record Course(String name, PatientId patient, LabCourse course) {

        /** When the visits are, earliest first. */
        List<Instant> visits(DemoDay day) {
            return IntStream.range(0, course.daysAgo().size())
                    .mapToObj(visit -> day.at(-course.daysAgo().get(visit), 9, 10 + visit))
                    .toList();
        }
    }

    /** Who has one. */
    static List<Course> courses(DemoCast cast) {
        List<PatientId> patients = cast.patients();
        List<Course> courses = new ArrayList<>();
        courses.add(new Course("patient", cast.patient("patient"), LabCourse.diabetes()));
        courses.add(new Course("patient2", cast.patient("patient2"), LabCourse.thyroid()));
        courses.add(new Course("child", cast.childOf("patient2"), LabCourse.growingChild()));
        List<LabCourse> others = LabCourse.others();
        for (int i = 0; i < others.size(); i++) {
            courses.add(new Course("course-" + i, patients.get(EVERY * (i + 1) % patients.size()), others.get(i)));
        }
        return courses;
    }

    private List<DemoStep> course(DemoDay day, Course course) {
        Actor doctor = cast.practitioner("doctor");
        List<Instant> visits = course.visits(day);
        List<DemoStep> steps = new ArrayList<>();
        for (int i = 0; i < visits.size(); i++) {
            int visit = i;
            steps.add(new DemoStep(
                    course.name() + "-" + i,
                    () -> visit(doctor, course.patient(), course.course(), visit, visits.get(visit))));
        }
        return steps;
    }

    private void visit(Actor doctor, PatientId patient, LabCourse course, int visit, Instant at) {
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
}
