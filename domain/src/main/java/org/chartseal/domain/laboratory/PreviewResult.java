package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.consent.AccessDecision;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/**
 * Says how a figure would be flagged, while it is typed. It keeps nothing; the page from which it is asked has opened the
 * record and is in the access log, so each key press is not.
 */
@ApplicationScoped
public class PreviewResult {

    private final EntityManager entities;
    private final AccessPolicy policy;
    private final LabCases cases;
    private final LabRanges ranges;
    private final PastResults past;
    private final Clock clock;

    @Inject
    public PreviewResult(
            EntityManager entities,
            AccessPolicy policy,
            LabCases cases,
            LabRanges ranges,
            PastResults past,
            Clock clock) {
        this.entities = entities;
        this.policy = policy;
        this.cases = cases;
        this.ranges = ranges;
        this.past = past;
        this.clock = clock;
    }

    /**
     * How a figure would stand.
     *
     * @param change since the newest released value before, with its sign; empty without one
     * @param problem code of why it cannot be kept; empty when it can
     */
    public record Preview(LabTestId test, Flag flag, String change, String problem) {}

    /** How the figure would stand for that test of the request. */
    @Transactional
    public Preview preview(Actor actor, LabRequestId id, LabTestId testId, String typed) {
        LabCase labCase = allowed(actor, id);
        LabTest test = labCase.panel().tests().stream()
                .filter(known -> known.id().equals(testId))
                .findFirst()
                .orElseThrow(() -> new NotFound("test", testId));
        if (typed.isBlank()) {
            return new Preview(testId, Flag.NA, "", "");
        }
        try {
            return previewOf(labCase, test, Decimals.parse(typed, test.decimals()));
        } catch (Refused problem) {
            return new Preview(testId, Flag.NA, "", problem.code());
        }
    }

    private Preview previewOf(LabCase labCase, LabTest test, BigDecimal value) {
        Map<LabTestId, PastResults.Past> previous = past.latest(
                labCase.request().patient(),
                List.of(test),
                labCase.specimen().map(Specimen::collectedAt).orElseGet(clock::instant));
        String change = Optional.ofNullable(previous.get(test.id()))
                .map(before -> ResultRow.change(value, before.value(), test.decimals()))
                .orElse("");
        Limits limits = ranges.limits(labCase).getOrDefault(test.id(), Limits.NONE);
        return new Preview(test.id(), Flag.of(value, limits), change, "");
    }

    private LabCase allowed(Actor actor, LabRequestId id) {
        actor.require(Role.LAB_TECHNICIAN, Role.LAB_SCIENTIST);
        LabRequest request = entities.find(LabRequest.class, id.value());
        if (request == null) {
            throw new NotFound("lab-request", id);
        }
        AccessDecision decision =
                policy.decide(actor, request.patient(), request.category(), Purpose.TREATMENT, clock.instant());
        if (decision instanceof AccessDecision.Denied) {
            throw new NotFound("lab-request", id);
        }
        return cases.complete(request);
    }
}
