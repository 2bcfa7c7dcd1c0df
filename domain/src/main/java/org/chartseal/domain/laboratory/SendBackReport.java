package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.Refused;

/** A scientist gives results back to the technician, with the reason. */
@ApplicationScoped
public class SendBackReport {

    private final LabCases cases;

    @Inject
    public SendBackReport(LabCases cases) {
        this.cases = cases;
    }

    /**
     * Gives the results back.
     *
     * @throws Refused {@code lab-send-back-needs-reason}, {@code lab-report-state}, {@code changed-meanwhile}
     */
    @Transactional
    public void sendBack(Actor actor, LabRequestId request, int reportVersion, String reason) {
        actor.require(Role.LAB_SCIENTIST);
        LabCase labCase = cases.openToChange(actor, request);
        labCase.requireVersion(reportVersion);
        labCase.requireReport().sendBack(reason);
        labCase.request().moveTo(LabRequest.State.COLLECTED);
    }
}
