package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.RecordToSeal;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealRecord;
import org.chartseal.domain.records.SigningHand;
import org.chartseal.domain.shared.Refused;

/** A scientist releases a verified report: doctor and patient see it from then on, and it is sealed. */
@ApplicationScoped
public class ReleaseReport {

    private final LabCases cases;
    private final SealRecord sealRecord;
    private final SigningHand hand;

    @Inject
    public ReleaseReport(LabCases cases, SealRecord sealRecord, SigningHand hand) {
        this.cases = cases;
        this.sealRecord = sealRecord;
        this.hand = hand;
    }

    /**
     * Releases the report under the scientist's signature.
     *
     * @throws Refused {@code lab-report-state} unless it is verified; {@code practitioner-not-verified}, {@code
     *     licence-run-out}
     */
    @Transactional
    public SealId release(Actor actor, LabRequestId request) {
        actor.require(Role.LAB_SCIENTIST);
        LabCase labCase = cases.openToChange(actor, request);
        LabReport report = labCase.requireReport();
        Instant now = hand.time();
        report.release(now);
        labCase.request().moveTo(LabRequest.State.RELEASED);
        return sealRecord.seal(new RecordToSeal(
                report.record(),
                RecordType.LAB_REPORT,
                labCase.request().category(),
                report.patient(),
                actor.requirePractitioner(),
                now,
                LabReportContent.of(labCase)));
    }
}
