package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.chartseal.domain.laboratory.LabResult.Finding;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;

/** Someone of the laboratory enters what was found, as a draft or for verification. */
@ApplicationScoped
public class EnterResults {

    private final EntityManager entities;
    private final LabCases cases;
    private final LabRanges ranges;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public EnterResults(EntityManager entities, LabCases cases, LabRanges ranges, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.cases = cases;
        this.ranges = ranges;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What was typed for one test.
     *
     * @param typed empty when nothing was measured
     * @param comment why, or a remark on the value
     */
    public record Entry(LabTestId test, String typed, String comment) {}

    /**
     * What is entered.
     *
     * @param reportVersion the version that the person saw; -1 when there was no report yet
     * @param handOver whether it is complete and goes to verification
     */
    public record Command(
            LabRequestId request, int reportVersion, List<Entry> entries, String remark, boolean handOver) {
        public Command {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Keeps the results.
     *
     * @throws Refused {@code results-invalid}, whose facts name the code of what is wrong by test; {@code
     *     changed-meanwhile}; {@code lab-report-state} when they wait for verification already
     */
    @Transactional
    public void enter(Actor actor, Command command) {
        LabCase labCase = cases.openToChange(actor, command.request());
        PractitionerId by = actor.requirePractitioner();
        labCase.requireVersion(command.reportVersion());
        Map<LabTest, Finding> findings = findings(labCase, command);
        LabReport report = labCase.report().orElseGet(() -> begin(labCase, by));
        report.enteredBy(by, clock.instant(), command.remark());
        keep(labCase, report, findings, by);
        if (command.handOver()) {
            report.handOver();
            labCase.request().moveTo(LabRequest.State.ENTERED);
        }
        entities.flush();
    }

    private LabReport begin(LabCase labCase, PractitionerId by) {
        labCase.requireSpecimen();
        LabReport report = new LabReport(new LabReportId(ids.next()), labCase.request(), by, clock.instant());
        entities.persist(report);
        return report;
    }

    private Map<LabTest, Finding> findings(LabCase labCase, Command command) {
        Map<LabTestId, Limits> limits = ranges.limits(labCase);
        Map<LabTest, Finding> findings = new LinkedHashMap<>();
        Map<String, Serializable> wrong = new TreeMap<>();
        for (LabTest test : labCase.panel().tests()) {
            try {
                entryOf(test, command)
                        .flatMap(entry -> finding(test, entry, limits.getOrDefault(test.id(), Limits.NONE)))
                        .ifPresentOrElse(finding -> findings.put(test, finding), () -> requireNothing(command));
            } catch (Refused problem) {
                wrong.put(test.id().toString(), problem.code());
            }
        }
        if (!wrong.isEmpty()) {
            throw Refused.because("results-invalid", wrong);
        }
        return findings;
    }

    private static void requireNothing(Command command) {
        if (command.handOver()) {
            throw Refused.because("result-missing");
        }
    }

    private static Optional<Entry> entryOf(LabTest test, Command command) {
        return command.entries().stream()
                .filter(entry -> entry.test().equals(test.id()))
                .findFirst();
    }

    private static Optional<Finding> finding(LabTest test, Entry entry, Limits limits) {
        if (entry.typed().isBlank() && entry.comment().isBlank()) {
            return Optional.empty();
        }
        Optional<BigDecimal> value = entry.typed().isBlank()
                ? Optional.empty()
                : Optional.of(Decimals.parse(entry.typed(), test.decimals()));
        return Optional.of(new Finding(value, limits, entry.comment()));
    }

    private void keep(LabCase labCase, LabReport report, Map<LabTest, Finding> findings, PractitionerId by) {
        List<LabTest> tests = labCase.panel().tests();
        for (LabTest test : tests) {
            Optional<LabResult> known = labCase.resultOf(test);
            Finding finding = findings.get(test);
            if (finding == null) {
                known.ifPresent(entities::remove);
            } else if (known.isPresent()) {
                known.get().correct(finding, by);
            } else {
                UUID id = ids.next();
                entities.persist(new LabResult(id, report.id(), test, tests.indexOf(test), finding, by));
            }
        }
    }
}
