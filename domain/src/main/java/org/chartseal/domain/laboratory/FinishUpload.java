package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Makes an attached file of one that has arrived in parts, on the same way as if it came at once: scanned, typed, encrypted as a whole. */
@ApplicationScoped
public class FinishUpload {

    /** What is not so again later: such a file is not kept for another try. */
    private static final Set<String> FOR_GOOD = Set.of(
            "attachment-type",
            "attachment-empty",
            "attachment-infected",
            "attachment-too-large",
            "attachment-too-large-to-scan");

    private final UploadRows rows;
    private final AttachFile attachFile;
    private final SealedObjects objects;
    private final RemoveUploads removal;
    private final Set<UploadId> underWay = ConcurrentHashMap.newKeySet();

    @Inject
    public FinishUpload(UploadRows rows, AttachFile attachFile, SealedObjects objects, RemoveUploads removal) {
        this.rows = rows;
        this.attachFile = attachFile;
        this.objects = objects;
        this.removal = removal;
    }

    /**
     * Attaches the file. Whoever asks again, since no answer came, is told of the same one: one upload becomes one file.
     *
     * @throws NotFound when the actor has no such upload, it was cancelled, or its time is over
     * @throws Refused {@code upload-incomplete}; {@code upload-under-way} while it is being attached; {@code upload-lost} when what had
     *     arrived is not there any more; or as {@link AttachFile#attach}
     * @throws IOException when a part turns out to be damaged while it is read
     */
    public AttachmentId finish(Actor actor, UploadId id) throws IOException {
        Upload upload = rows.own(actor, id);
        if (upload.attachment().isPresent()) {
            return upload.attachment().get();
        }
        if (upload.received() < upload.size()) {
            throw Refused.because("upload-incomplete");
        }
        if (!underWay.add(id)) {
            throw Refused.because("upload-under-way");
        }
        try {
            return attach(actor, upload);
        } finally {
            underWay.remove(id);
        }
    }

    private AttachmentId attach(Actor actor, Upload upload) throws IOException {
        UploadId id = upload.id();
        AttachmentId attached;
        try (InputStream content = new UploadedContent(upload, rows.parts(id), objects)) {
            attached = attachFile.attach(
                    actor, upload.request(), upload.name(), content, attachment -> rows.become(id, attachment));
        } catch (Refused refused) {
            throw given(refused, id);
        }
        removal.removeSoon(id);
        return attached;
    }

    private Refused given(Refused refused, UploadId id) {
        boolean lost = ObjectDamage.of(refused).isPresent();
        if (lost || FOR_GOOD.contains(refused.code())) {
            rows.end(id);
            removal.removeSoon(id);
        }
        return lost ? Refused.because("upload-lost").at("file").causedBy(refused) : refused;
    }
}
