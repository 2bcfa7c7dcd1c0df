package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Predicate;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.SealedObject;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Opens a file of a report for whoever may read the patient's laboratory results. */
@ApplicationScoped
public class OpenAttachment {

    private static final String WHAT = "attachment";
    /** Up to here it takes no time that anyone would notice, and a damage is named on a page instead of ending a transfer. */
    private static final long CHECKED_WHOLE = 8L << 20;

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
     * A file that may be read.
     *
     * @param name as it was called where it came from
     * @param mediaType by its content
     * @param size in bytes
     * @param sha256 of its content, hexadecimal; the content never changes
     * @param reading opens parts of it
     */
    public record OpenedFile(String name, String mediaType, long size, String sha256, Reading reading) {

        /** All of it, as {@link Reading#open}. */
        public InputStream content() {
            return reading.open(0, size);
        }
    }

    /** Opens parts of a file's content. */
    @FunctionalInterface
    public interface Reading {

        /**
         * Opens a part. A whole file of up to 8 MiB is checked as a whole before its first byte is handed out; of everything else each
         * segment is authenticated before it is. The caller closes the stream, which ends with an {@link java.io.IOException} where the
         * content is damaged.
         *
         * @param from the first byte, from 0
         * @param length how many bytes
         * @throws Refused with the code of an {@link ObjectDamage}
         * @throws org.chartseal.domain.shared.Unavailable when the storage does not answer
         */
        InputStream open(long from, long length);
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
        if (part.test(attachment.sha256())) {
            openRecord.openPart(actor, attachment.patient(), attachment.category(), WHAT, id.value());
        } else {
            openRecord.open(actor, attachment.patient(), attachment.category(), WHAT, Optional.of(id.value()));
        }
        LabReport report = entities.find(LabReport.class, attachment.report().value());
        boolean laboratory = actor.is(Role.LAB_TECHNICIAN) || actor.is(Role.LAB_SCIENTIST);
        if (!laboratory && report.state() != LabReport.State.RELEASED) {
            throw new NotFound("attachment", id);
        }
        return new OpenedFile(
                attachment.name(),
                attachment.mediaType(),
                attachment.size(),
                attachment.sha256(),
                reading(Attachment.context(attachment.patient(), id), attachment.stored()));
    }

    private Reading reading(ObjectContext context, SealedObject stored) {
        return (from, length) -> length == stored.size() && length <= CHECKED_WHOLE
                ? objects.open(context, stored.address())
                : objects.open(context, stored, from, length);
    }
}
