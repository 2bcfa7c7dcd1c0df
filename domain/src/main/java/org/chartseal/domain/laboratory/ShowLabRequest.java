package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.laboratory.LabRequestView.Asked;
import org.chartseal.domain.laboratory.LabRequestView.FileView;
import org.chartseal.domain.laboratory.LabRequestView.Reported;
import org.chartseal.domain.laboratory.LabRequestView.Taken;
import org.chartseal.domain.laboratory.LabRequestView.Who;
import org.chartseal.domain.laboratory.PastResults.Past;
import org.chartseal.domain.laboratory.ResultRow.Measured;
import org.chartseal.domain.laboratory.ResultRow.Point;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.jspecify.annotations.Nullable;

/** Shows the laboratory one request: what was asked, what was found, how it changed. */
@ApplicationScoped
public class ShowLabRequest {

    private final EntityManager entities;
    private final LabCases cases;
    private final LabRanges ranges;
    private final PastResults past;
    private final Clock clock;

    @Inject
    public ShowLabRequest(EntityManager entities, LabCases cases, LabRanges ranges, PastResults past, Clock clock) {
        this.entities = entities;
        this.cases = cases;
        this.ranges = ranges;
        this.past = past;
        this.clock = clock;
    }

    /** The request with all that belongs to it. */
    @Transactional
    public LabRequestView show(Actor actor, LabRequestId id) {
        LabCase labCase = cases.open(actor, id);
        Map<PractitionerId, String> names = names(labCase);
        boolean enteredOwn = labCase.report()
                .map(LabReport::enterers)
                .filter(enterers ->
                        actor.practitioner().filter(enterers::contains).isPresent())
                .isPresent();
        return new LabRequestView(
                id,
                labCase.request().state(),
                who(labCase.request()),
                asked(labCase, names),
                labCase.specimen().map(taken -> taken(taken)),
                labCase.report().map(report -> reported(report, names)),
                labCase.reportVersion(),
                results(labCase, names),
                labCase.attachments().stream().map(file -> file(file, names)).toList(),
                actor.is(Role.LAB_SCIENTIST) && actor.practitioner().isPresent() && !enteredOwn,
                enteredOwn);
    }

    private Who who(LabRequest request) {
        Patient patient = entities.find(Patient.class, request.patient().value());
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        return new Who(
                patient.id(),
                patient.number(),
                patient.name().full(),
                patient.birthDate(),
                (int) ChronoUnit.YEARS.between(patient.birthDate(), today),
                patient.sex().code());
    }

    private static Asked asked(LabCase labCase, Map<PractitionerId, String> names) {
        LabRequest request = labCase.request();
        return new Asked(
                labCase.panel().name(),
                labCase.panel().specimen(),
                request.urgency(),
                request.question(),
                name(names, request.author()),
                request.signedAt(),
                request.stateReason());
    }

    private Taken taken(Specimen specimen) {
        String by = entities.createQuery("SELECT p FROM Practitioner p WHERE p.account = :account", Practitioner.class)
                .setParameter("account", specimen.collectedBy().name())
                .getResultStream()
                .map(Practitioner::displayName)
                .findFirst()
                .orElse(specimen.collectedBy().name());
        return new Taken(specimen.accession().text(), specimen.kind(), specimen.collectedAt(), by);
    }

    private static Reported reported(LabReport report, Map<PractitionerId, String> names) {
        return new Reported(
                report.record(),
                report.state(),
                name(names, report.enteredBy()),
                report.enteredAt(),
                report.verifiedBy().map(by -> name(names, by)),
                report.verifiedAt(),
                report.releasedAt(),
                report.remark(),
                report.sentBackBecause(),
                report.sealedVersion());
    }

    private List<ResultRow> results(LabCase labCase, Map<PractitionerId, String> names) {
        Instant collected = labCase.specimen().map(Specimen::collectedAt).orElseGet(clock::instant);
        Map<LabTestId, Past> previous =
                past.latest(labCase.request().patient(), labCase.panel().tests(), collected);
        Map<LabTestId, Limits> limits = ranges.limits(labCase);
        return labCase.panel().tests().stream()
                .map(test -> row(
                        test,
                        labCase.resultOf(test),
                        limits.getOrDefault(test.id(), Limits.NONE),
                        Optional.ofNullable(previous.get(test.id())),
                        names))
                .toList();
    }

    private static ResultRow row(
            LabTest test,
            Optional<LabResult> result,
            Limits limits,
            Optional<Past> before,
            Map<PractitionerId, String> names) {
        Optional<BigDecimal> value = result.flatMap(LabResult::value);
        String change = value.isPresent() && before.isPresent()
                ? ResultRow.change(value.get(), before.get().value(), test.decimals())
                : "";
        return new ResultRow(
                Measured.of(test),
                value.map(found -> Decimals.text(found, test.decimals())).orElse(""),
                result.map(LabResult::flag).orElse(Flag.NA),
                limits.text(test.decimals()).orElse(""),
                result.map(LabResult::comment).orElse(""),
                result.map(known -> name(names, known.enteredBy())).orElse(""),
                before.map(earlier -> Point.of(earlier, test)),
                change,
                List.of());
    }

    private static FileView file(Attachment file, Map<PractitionerId, String> names) {
        return new FileView(
                file.id(),
                file.name(),
                file.mediaType(),
                file.size(),
                file.sha256(),
                name(names, file.addedBy()),
                file.addedAt());
    }

    private Map<PractitionerId, String> names(LabCase labCase) {
        Set<PractitionerId> people = new HashSet<>();
        people.add(labCase.request().author());
        labCase.report().ifPresent(report -> {
            people.addAll(report.enterers());
            report.verifiedBy().ifPresent(people::add);
        });
        labCase.results().forEach(result -> people.add(result.enteredBy()));
        labCase.attachments().forEach(file -> people.add(file.addedBy()));
        Map<PractitionerId, String> names = new HashMap<>();
        entities.createQuery("SELECT p FROM Practitioner p WHERE p.id IN :ids", Practitioner.class)
                .setParameter("ids", people.stream().map(PractitionerId::value).toList())
                .getResultStream()
                .forEach(practitioner -> names.put(practitioner.id(), practitioner.displayName()));
        return names;
    }

    private static String name(Map<PractitionerId, String> names, PractitionerId id) {
        @Nullable String name = names.get(id);
        return name == null ? id.toString() : name;
    }
}
