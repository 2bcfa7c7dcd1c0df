package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chartseal.domain.people.Patient;

/** Finds the limits that hold for a patient on the day their specimen was taken. */
@ApplicationScoped
public class LabRanges {

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    public LabRanges(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** The limits of each test of the request's panel; by the day of collection in the hospital's zone. */
    Map<LabTestId, Limits> limits(LabCase labCase) {
        Instant collected = labCase.specimen().map(Specimen::collectedAt).orElseGet(clock::instant);
        Patient patient =
                entities.find(Patient.class, labCase.request().patient().value());
        return limits(labCase.panel().tests(), patient, LocalDate.ofInstant(collected, clock.getZone()));
    }

    private Map<LabTestId, Limits> limits(Collection<LabTest> tests, Patient patient, LocalDate day) {
        List<UUID> ids = tests.stream().map(test -> test.id().value()).toList();
        Map<LabTestId, List<ReferenceRange>> ranges = entities.createQuery(
                        "SELECT r FROM ReferenceRange r WHERE r.testId IN :tests", ReferenceRange.class)
                .setParameter("tests", ids)
                .getResultStream()
                .collect(Collectors.groupingBy(ReferenceRange::test));
        Map<LabTestId, Limits> limits = new HashMap<>();
        ranges.forEach((test, known) ->
                limits.put(test, ReferenceRange.limitsFor(known, patient.sex(), patient.birthDate(), day)));
        return limits;
    }
}
