package org.chartseal.domain.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.demo.DemoCast.Visit;
import org.chartseal.domain.filing.Description;
import org.chartseal.domain.filing.DocumentId;
import org.chartseal.domain.filing.DocumentKind;
import org.chartseal.domain.filing.FileDocument;
import org.chartseal.domain.filing.Filing;
import org.chartseal.domain.filing.SignDocument;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;

/** Letters that patients brought to their first visit, filed by the doctor whom they visited. */
@ApplicationScoped
public class DocumentsChapter implements DemoChapter {

    private static final int MOST_VISITS = 100;
    private static final int LETTERS_A_STEP = 15;
    private static final int DAYS_OLD = 9;

    private final DemoCast cast;
    private final AccessPolicy policy;
    private final FileDocument files;
    private final SignDocument signs;
    private final Clock clock;

    @Inject
    public DocumentsChapter(DemoCast cast, AccessPolicy policy, FileDocument files, SignDocument signs, Clock clock) {
        this.cast = cast;
        this.policy = policy;
        this.files = files;
        this.signs = signs;
        this.clock = clock;
    }

    @Override
    public String code() {
        return "documents";
    }

    @Override
    public int order() {
        return 37;
    }

    @Override
    public List<DemoStep> steps(DemoDay day) {
        List<Visit> all = cast.visits();
        Set<PatientId> seen = new HashSet<>();
        List<Visit> first = all.subList(Math.max(0, all.size() - MOST_VISITS), all.size()).stream()
                .filter(visit -> seen.add(visit.patient()))
                .toList();
        List<DemoStep> steps = new ArrayList<>();
        for (int from = 0; from < first.size(); from += LETTERS_A_STEP) {
            List<Visit> some = first.subList(from, Math.min(first.size(), from + LETTERS_A_STEP));
            steps.add(new DemoStep("letters-" + from, () -> some.forEach(this::file)));
        }
        return List.copyOf(steps);
    }

    private void file(Visit visit) {
        Actor doctor = cast.practitioner(visit.doctor());
        Instant then = visit.starts().plus(Duration.ofMinutes(8));
        if (!policy.open(doctor, visit.patient(), Purpose.TREATMENT, then).containsAll(RecordCategory.ordinary())) {
            return;
        }
        CareStory story = CareStory.of(visit.patient().value().hashCode());
        LocalDate dated = LocalDate.ofInstant(visit.starts(), clock.getZone()).minusDays(DAYS_OLD);
        DemoStage.at(then, () -> {
            DocumentId id = draft(doctor, visit.patient(), story, dated);
            signs.sign(doctor, visit.patient(), id, 0);
        });
    }

    private DocumentId draft(Actor doctor, PatientId patient, CareStory story, LocalDate dated) {
        Description said = new Description(
                DocumentKind.REFERRAL, "Referral letter: " + story.problem(), dated, "Brought by the patient");
        byte[] letter = LabScans.printout(List.of(
                "Practice of Dr. M. Alder, 4 Mill Lane",
                dated.toString(),
                "",
                "Dear colleague,",
                "",
                "thank you for seeing this patient. Reason: " + story.problem(),
                "(" + story.icd() + "). Please advise on further treatment.",
                "",
                "With kind regards, M. Alder"));
        try {
            return files.draft(
                    doctor,
                    new Filing(patient, RecordCategory.DOCUMENTS, said),
                    "referral " + dated + ".pdf",
                    new ByteArrayInputStream(letter));
        } catch (IOException bytesDoNotBreakOff) {
            throw new UncheckedIOException(bytesDoNotBreakOff);
        }
    }
}
