package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.util.Optional;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Opens a file of a report for whoever may read the patient's laboratory results. */
@ApplicationScoped
public class OpenAttachment {

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
     * An opened file.
     *
     * @param content already checked as a whole; the caller closes it
     */
    public record OpenedFile(String name, String mediaType, long size, InputStream content) {}

    /**
     * Opens the file. Outside the laboratory it is there once the report is released.
     *
     * @throws NotFound when there is none for this actor
     * @throws Refused {@code access-not-granted}, or the code of an {@link ObjectDamage}
     */
    @Transactional
    public OpenedFile open(Actor actor, AttachmentId id) {
        Attachment attachment = entities.find(Attachment.class, id.value());
        if (attachment == null) {
            throw new NotFound("attachment", id);
        }
        openRecord.open(actor, attachment.patient(), attachment.category(), "attachment", Optional.of(id.value()));
        LabReport report = entities.find(LabReport.class, attachment.report().value());
        boolean laboratory = actor.is(Role.LAB_TECHNICIAN) || actor.is(Role.LAB_SCIENTIST);
        if (!laboratory && report.state() != LabReport.State.RELEASED) {
            throw new NotFound("attachment", id);
        }
        return new OpenedFile(
                attachment.name(),
                attachment.mediaType(),
                attachment.size(),
                objects.open(Attachment.context(attachment.patient(), id), attachment.object()));
    }
}
