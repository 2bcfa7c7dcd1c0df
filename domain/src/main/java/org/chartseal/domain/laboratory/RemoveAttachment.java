package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Someone of the laboratory takes a wrong file off the results, before they go to verification. */
@ApplicationScoped
public class RemoveAttachment {

    private final EntityManager entities;
    private final LabCases cases;
    private final Clock clock;

    @Inject
    public RemoveAttachment(EntityManager entities, LabCases cases, Clock clock) {
        this.entities = entities;
        this.cases = cases;
        this.clock = clock;
    }

    /**
     * Takes the file off. Its encrypted bytes stay in storage, where nothing points to them.
     *
     * @throws NotFound when the request has no such file
     * @throws Refused {@code lab-report-state} once the results wait for verification
     */
    @Transactional
    public void remove(Actor actor, LabRequestId request, AttachmentId id) {
        LabCase labCase = cases.openToChange(actor, request);
        Attachment attachment = labCase.attachments().stream()
                .filter(file -> file.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("attachment", id));
        LabReport report = labCase.requireReport();
        report.enteredBy(actor.requirePractitioner(), clock.instant(), report.remark());
        entities.remove(attachment);
    }
}
