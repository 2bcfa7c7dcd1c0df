package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.documents.FileType;
import org.chartseal.domain.documents.KeyedObject;
import org.chartseal.domain.documents.ObjectKeys;
import org.chartseal.domain.documents.RecipientKey;
import org.chartseal.domain.documents.RecordPart;
import org.chartseal.domain.documents.SealedObject;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;

/** What the database knows of an attached file; before and after its content travels, which may take long, in transactions of its own. */
@ApplicationScoped
public class AttachmentRows {

    private final EntityManager entities;
    private final LabCases cases;
    private final ObjectKeys keys;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public AttachmentRows(EntityManager entities, LabCases cases, ObjectKeys keys, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.cases = cases;
        this.keys = keys;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Whose request it is, if a file may be attached to it now.
     *
     * @throws Refused as {@link AttachFile#attach}, before anything of the content is read
     */
    @Transactional
    PatientId requireOpen(Actor actor, LabRequestId request) {
        return ready(actor, cases.openToChange(actor, request)).request().patient();
    }

    /** As {@link #requireOpen}, to go on with what was begun by that: both are one read in the access log. */
    @Transactional
    void requireStillOpen(Actor actor, LabRequestId request) {
        ready(actor, cases.openToChangeOn(actor, request));
    }

    /** For whom the key of the file is wrapped. */
    @Transactional
    List<RecipientKey> whoMayOpen(PatientId patient) {
        return keys.recipients(patient.value());
    }

    /** Keeps what was stored, and does what is to be done alongside; asks everything again, for it may be a while ago. */
    @Transactional
    void keep(
            Actor actor,
            LabRequestId request,
            AttachmentId id,
            String name,
            FileType type,
            KeyedObject keyed,
            Runnable alongside) {
        LabCase labCase = ready(actor, cases.openToChangeOn(actor, request));
        PractitionerId by = actor.requirePractitioner();
        RecordCategory category = category(labCase.request(), type);
        SealedObject stored = keys.keep(
                Attachment.context(labCase.request().patient(), id),
                Optional.of(new RecordPart(category.code(), id.value())),
                keyed);
        LabReport report = labCase.report().orElseGet(() -> begin(labCase, by));
        report.enteredBy(by, clock.instant(), report.remark());
        entities.persist(new Attachment(id, report, category, name, type, stored, by, clock.instant()));
        entities.flush();
        alongside.run();
    }

    private static LabCase ready(Actor actor, LabCase labCase) {
        actor.requirePractitioner();
        labCase.report()
                .ifPresentOrElse(report -> report.requireState(LabReport.State.PRELIMINARY), labCase::requireSpecimen);
        return labCase;
    }

    private LabReport begin(LabCase labCase, PractitionerId by) {
        LabReport report = new LabReport(new LabReportId(ids.next()), labCase.request(), by, clock.instant());
        entities.persist(report);
        return report;
    }

    private static RecordCategory category(LabRequest request, FileType type) {
        if (request.category().sensitive()) {
            return request.category();
        }
        return type.image() ? RecordCategory.IMAGING : RecordCategory.DOCUMENTS;
    }
}
