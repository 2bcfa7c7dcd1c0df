package org.chartseal.domain.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.demo.DemoCast.Visit;
import org.chartseal.domain.demo.LabBench.Order;
import org.chartseal.domain.laboratory.LabRequestId;
import org.chartseal.domain.laboratory.Urgency;
import org.chartseal.domain.people.PatientId;

/** What lies on the demo laboratory's bench: requests of the last visits, some in every state. */
@ApplicationScoped
public class LabToday {

    private static final int REQUESTS = 30;
    private static final List<String> PANELS =
            List.of("CBC", "BMP", "CRP", "URINE", "LIVER", "THYROID", "HBA1C", "LIPID");
    private static final LabCourse USUAL = new LabCourse("", PANELS, List.of(1), Map.of());
    private static final LabCourse SICK = new LabCourse(
            "",
            PANELS,
            List.of(1),
            Map.of(
                    "2823-3", new LabCourse.Curve(6.6, 6.6),
                    "718-7", new LabCourse.Curve(6.4, 6.4),
                    "1988-5", new LabCourse.Curve(148, 148),
                    "6690-2", new LabCourse.Curve(15.2, 15.2),
                    "2951-2", new LabCourse.Curve(131, 131),
                    "5821-4", new LabCourse.Curve(38, 38),
                    "1742-6", new LabCourse.Curve(88, 88)));
    private static final List<String> QUESTIONS = List.of(
            "Tired for weeks: anaemia?",
            "Before changing the dose",
            "Fever since Sunday",
            "Burning on urination",
            "",
            "Weight gain, dry skin",
            "Yearly check",
            "Chest pain last week, now without symptoms");

    private final DemoCast cast;
    private final LabBench bench;

    @Inject
    public LabToday(DemoCast cast, LabBench bench) {
        this.cast = cast;
        this.bench = bench;
    }

    /** How far a request gets. */
    private enum Reaches {
        REQUESTED,
        COLLECTED,
        DRAFTED,
        SENT_BACK,
        ENTERED,
        VERIFIED,
        RELEASED
    }

    private static final List<Reaches> MIX = List.of(
            Reaches.REQUESTED,
            Reaches.ENTERED,
            Reaches.COLLECTED,
            Reaches.REQUESTED,
            Reaches.RELEASED,
            Reaches.VERIFIED,
            Reaches.SENT_BACK,
            Reaches.ENTERED,
            Reaches.REQUESTED,
            Reaches.DRAFTED);

    List<DemoStep> steps(DemoDay day) {
        List<Visit> visits = cast.visits();
        Set<PatientId> seen = new HashSet<>(Set.of(cast.patient("patient"), cast.patient("patient2")));
        List<DemoStep> steps = new ArrayList<>();
        for (int i = visits.size() - 1; i >= 0 && steps.size() < REQUESTS; i--) {
            Visit visit = visits.get(i);
            if (seen.add(visit.patient())) {
                int place = steps.size();
                steps.add(new DemoStep("bench-" + visit.appointment(), () -> work(visit, place)));
            }
        }
        return steps;
    }

    private void work(Visit visit, int place) {
        Instant asked = visit.starts().plus(Duration.ofMinutes(6));
        LabRequestId request = bench.order(new Order(
                cast.practitioner(visit.doctor()),
                visit.patient(),
                Optional.of(visit.appointment()),
                PANELS.get(place % PANELS.size()),
                place % 11 == 7 ? Urgency.STAT : place % 5 == 2 ? Urgency.URGENT : Urgency.ROUTINE,
                QUESTIONS.get(place % QUESTIONS.size()),
                asked));
        go(request, MIX.get(place % MIX.size()), asked, place);
    }

    private void go(LabRequestId request, Reaches reaches, Instant asked, int place) {
        if (reaches == Reaches.REQUESTED) {
            return;
        }
        bench.collect(request, asked.plus(Duration.ofMinutes(20)));
        if (reaches == Reaches.COLLECTED) {
            return;
        }
        LabCourse course = place % 3 == 1 ? SICK : USUAL;
        boolean handOver = reaches != Reaches.DRAFTED;
        bench.enter(
                request,
                test -> course.value(test.loinc(), test.decimals(), 0, place),
                handOver,
                asked.plus(Duration.ofMinutes(90)));
        if (reaches == Reaches.SENT_BACK) {
            bench.sendBack(request, "Please repeat: the specimen looks haemolysed.", asked.plus(Duration.ofHours(2)));
        } else if (reaches == Reaches.VERIFIED || reaches == Reaches.RELEASED) {
            bench.verify(request, asked.plus(Duration.ofMinutes(130)));
            if (reaches == Reaches.RELEASED) {
                bench.release(request, asked.plus(Duration.ofMinutes(131)));
            }
        }
    }
}
