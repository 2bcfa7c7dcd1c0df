package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.function.Predicate;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.OpenedBy;
import org.chartseal.domain.documents.OpenedFile;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Opens a file of a report for whoever may read the patient's laboratory results. */
@ApplicationScoped
public class OpenAttachment {

    private static final String WHAT = "attachment";

    private final EntityManager entities;
    private final OpenRecord openRecord;
    private final SealedObjects objects;

    @Inject
    public OpenAttachment(EntityManager entities, OpenRecord openRecord, SealedObjects objects) {
        this.entities = entities;
        this.openRecord = openRecord;
        this.objects = objects;
    }

    /**
     * Opens the file. Outside the laboratory it is there once the report is released.
     *
     * @throws NotFound when there is none for this actor
     * @throws Refused {@code access-not-granted}
     */
    @Transactional
    public OpenedFile open(Actor actor, AttachmentId id) {
        return open(actor, id, sha256 -> false);
    }

    /**
     * Opens the file as {@link #open(Actor, AttachmentId)} does, to read all of it or a part. Parts that are fetched within an hour are
     * kept in the access log as one read.
     *
     * @param part whether a part is asked for of content with this SHA-256
     */
    @Transactional
    public OpenedFile open(Actor actor, AttachmentId id, Predicate<String> part) {
        Attachment attachment = entities.find(Attachment.class, id.value());
        if (attachment == null) {
            throw new NotFound("attachment", id);
        }
        Allowed allowed = part.test(attachment.sha256())
                ? openRecord.openPart(actor, attachment.patient(), attachment.category(), WHAT, id.value())
                : openRecord.open(actor, attachment.patient(), attachment.category(), WHAT, Optional.of(id.value()));
        LabReport report = entities.find(LabReport.class, attachment.report().value());
        boolean laboratory = actor.is(Role.LAB_TECHNICIAN) || actor.is(Role.LAB_SCIENTIST);
        if (!laboratory && report.state() != LabReport.State.RELEASED) {
            throw new NotFound("attachment", id);
        }
        return OpenedFile.of(
                attachment.name(),
                attachment.mediaType(),
                Attachment.context(attachment.patient(), id),
                attachment.stored(),
                objects,
                OpenedBy.of(allowed, entities));
    }
}
