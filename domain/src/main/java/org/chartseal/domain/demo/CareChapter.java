package org.chartseal.domain.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.care.Allergy;
import org.chartseal.domain.care.KeepAllergies;
import org.chartseal.domain.care.KeepProblems;
import org.chartseal.domain.care.NoteId;
import org.chartseal.domain.care.Problem;
import org.chartseal.domain.care.WriteNote;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.demo.DemoCast.Visit;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.prescribing.CheckPrescription;
import org.chartseal.domain.prescribing.LoadFormulary;
import org.chartseal.domain.prescribing.PrescribeMedicine;
import org.chartseal.domain.prescribing.PrescriptionId;
import org.chartseal.domain.prescribing.Regimen;
import org.chartseal.domain.prescribing.SearchFormulary;
import org.chartseal.domain.shared.IdGenerator;

/** What the doctors wrote in the visits that took place: allergies, problems, notes, prescriptions. */
@ApplicationScoped
public class CareChapter implements DemoChapter {

    /** So many visits are written up: enough to look at, few enough to load quickly. */
    private static final int MOST_VISITS = 100;

    private static final int VISITS_A_STEP = 15;
    private static final int REFILLS = 2;

    private final DemoCast cast;
    private final AccessPolicy policy;
    private final LoadFormulary formulary;
    private final SearchFormulary search;
    private final KeepAllergies allergies;
    private final KeepProblems problems;
    private final WriteNote notes;
    private final CheckPrescription checks;
    private final PrescribeMedicine prescriptions;
    private final IdGenerator ids;

    // Each is a use case that a doctor's visit needs.
    @Inject
    public CareChapter(
            DemoCast cast,
            AccessPolicy policy,
            LoadFormulary formulary,
            SearchFormulary search,
            KeepAllergies allergies,
            KeepProblems problems,
            WriteNote notes,
            CheckPrescription checks,
            PrescribeMedicine prescriptions,
            IdGenerator ids) {
        this.cast = cast;
        this.policy = policy;
        this.formulary = formulary;
        this.search = search;
        this.allergies = allergies;
        this.problems = problems;
        this.notes = notes;
        this.checks = checks;
        this.prescriptions = prescriptions;
        this.ids = ids;
    }

    @Override
    public String code() {
        return "care";
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public List<DemoStep> steps(DemoDay day) {
        List<DemoStep> steps = new ArrayList<>();
        steps.add(new DemoStep("formulary", formulary::load));
        List<Visit> all = cast.visits();
        List<Visit> visits = all.subList(Math.max(0, all.size() - MOST_VISITS), all.size());
        Set<PatientId> seen = new HashSet<>();
        List<Boolean> first =
                visits.stream().map(visit -> seen.add(visit.patient())).toList();
        for (int from = 0; from < visits.size(); from += VISITS_A_STEP) {
            int begin = from;
            int end = Math.min(visits.size(), from + VISITS_A_STEP);
            steps.add(new DemoStep("visits-" + from, () -> {
                for (int i = begin; i < end; i++) {
                    write(visits.get(i), first.get(i));
                }
            }));
        }
        return List.copyOf(steps);
    }

    private void write(Visit visit, boolean first) {
        Actor doctor = cast.practitioner(visit.doctor());
        Instant then = visit.starts().plus(Duration.ofMinutes(5));
        if (!policy.open(doctor, visit.patient(), Purpose.TREATMENT, then).containsAll(RecordCategory.ordinary())) {
            return;
        }
        CareStory story = CareStory.of(visit.patient().value().hashCode());
        DemoStage.at(then, () -> {
            if (first) {
                recordLists(doctor, visit.patient(), story);
            }
            writeNote(doctor, visit, story);
            if (first) {
                story.medicines().forEach(medicine -> prescribe(doctor, visit, medicine));
            }
        });
    }

    private void recordLists(Actor doctor, PatientId patient, CareStory story) {
        problems.record(doctor, patient, new Problem.Details(story.icd(), story.problem(), Optional.empty()));
        story.allergies()
                .forEach(reported -> allergies.record(
                        doctor,
                        patient,
                        new Allergy.Details(
                                reported.substance(),
                                reported.atcPrefix(),
                                reported.reaction(),
                                reported.criticality())));
    }

    private void writeNote(Actor doctor, Visit visit, CareStory story) {
        NoteId id = new NoteId(ids.next());
        WriteNote.Saved saved = notes.saveDraft(
                doctor,
                new WriteNote.Draft(
                        id, visit.patient(), Optional.of(visit.appointment()), RecordCategory.NOTES, 0, story.note()));
        notes.sign(doctor, visit.patient(), id, saved.version());
    }

    private void prescribe(Actor doctor, Visit visit, String text) {
        SearchFormulary.View medicine = search.search(doctor, text).get(0);
        boolean alerts = checks.check(doctor, visit.patient(), medicine.id()).stream()
                .anyMatch(result -> !result.alerts().isEmpty());
        if (alerts) {
            return;
        }
        prescriptions.sign(
                doctor,
                new PrescribeMedicine.Command(
                        new PrescriptionId(ids.next()),
                        visit.patient(),
                        Optional.of(visit.appointment()),
                        medicine.id(),
                        usual(medicine),
                        Set.of(),
                        ""));
    }

    private static Regimen usual(SearchFormulary.View medicine) {
        var dose = medicine.usualDose().orElseThrow();
        var frequency = medicine.usualFrequency().orElseThrow();
        return new Regimen(
                dose,
                medicine.routes().get(0),
                frequency,
                medicine.usualDays(),
                Regimen.suggestedQuantity(dose, frequency, medicine.usualDays()).orElse(200),
                REFILLS,
                "");
    }
}
