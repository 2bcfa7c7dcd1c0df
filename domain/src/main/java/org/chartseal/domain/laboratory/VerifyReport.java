package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.Refused;

/** A scientist confirms results that others entered. */
@ApplicationScoped
public class VerifyReport {

    private final EntityManager entities;
    private final LabCases cases;
    private final Clock clock;

    @Inject
    public VerifyReport(EntityManager entities, LabCases cases, Clock clock) {
        this.entities = entities;
        this.cases = cases;
        this.clock = clock;
    }

    /**
     * Confirms the results.
     *
     * @throws Refused {@code lab-verify-own} to anyone who entered one of them; {@code practitioner-not-verified}, {@code
     *     licence-run-out}, {@code lab-report-state}, {@code changed-meanwhile}
     */
    @Transactional
    public void verify(Actor actor, LabRequestId request, int reportVersion) {
        actor.require(Role.LAB_SCIENTIST);
        LabCase labCase = cases.openToChange(actor, request);
        Practitioner scientist =
                entities.find(Practitioner.class, actor.requirePractitioner().value());
        scientist.requireMaySign(LocalDate.ofInstant(clock.instant(), clock.getZone()));
        labCase.requireVersion(reportVersion);
        labCase.requireReport().verify(scientist.id(), clock.instant());
        labCase.request().moveTo(LabRequest.State.VERIFIED);
        flush();
    }

    private void flush() {
        try {
            entities.flush();
        } catch (PersistenceException failure) {
            if (Constraints.violated(failure)
                    .filter("lab_report_four_eyes"::equals)
                    .isPresent()) {
                throw Refused.because("lab-verify-own").causedBy(failure);
            }
            throw failure;
        }
    }
}
