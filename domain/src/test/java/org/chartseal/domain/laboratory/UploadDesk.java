package org.chartseal.domain.laboratory;

import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.chartseal.domain.documents.ContentScanner;
import org.chartseal.domain.erasure.DestroyObjects;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/** A laboratory in which a technician sends a file for the results of one request. */
final class UploadDesk implements AutoCloseable {

    final LaboratoryFixture lab = new LaboratoryFixture();
    final RemovingStore store = new RemovingStore(lab.objects);
    final LabRequestId request = lab.request("CRP");
    ContentScanner scanner = ContentScanner.NONE;
    private final byte[] file;

    UploadDesk(byte[] file) {
        this.file = file;
        lab.collect(request);
    }

    /** What someone does with files on their way. */
    interface Work<T> {
        T of(ReceiveUpload uploads) throws IOException;
    }

    /** What is refused keeps what was done before, as each transaction of its own does. */
    <T> T use(Work<T> work) {
        return inTransaction(entities -> work.of(receiving(entities)));
    }

    private interface Failing<T> {
        T of(EntityManager entities) throws IOException;
    }

    <T> T inTransaction(Failing<T> work) {
        Exception[] failed = new Exception[1];
        T result = lab.database.inTransaction(entities -> {
            try {
                return work.of(entities);
            } catch (Refused | NotFound | Unavailable | IOException failure) {
                failed[0] = failure;
                return null;
            }
        });
        if (failed[0] instanceof RuntimeException failure) {
            throw failure;
        }
        if (failed[0] != null) {
            throw new UncheckedIOException((IOException) failed[0]);
        }
        return result;
    }

    AttachmentRows attachments(EntityManager entities) {
        return new AttachmentRows(entities, lab.cases(entities), lab.objects.keys(entities), lab.ids, lab.clock);
    }

    AttachFile attaching(EntityManager entities) {
        return new AttachFile(attachments(entities), lab.objects, scanner, lab.ids);
    }

    UploadRows rows(EntityManager entities) {
        return new UploadRows(entities, attachments(entities), lab.objects.keys(entities), lab.ids, lab.clock);
    }

    RemoveUploads removing(EntityManager entities) {
        return new RemoveUploads(rows(entities), lab.objects.keys(entities), new DestroyObjects(store));
    }

    ReceiveUpload receiving(EntityManager entities) {
        return new ReceiveUpload(rows(entities), lab.objects, removing(entities));
    }

    UploadId begin(long size) {
        return use(uploads -> uploads.begin(lab.technician, request, new AnnouncedFile("scan.pdf", size, ""))
                .id());
    }

    UploadId whole(byte[] whole) {
        UploadId id = begin(whole.length);
        use(uploads -> uploads.append(lab.technician, id, 0, new ByteArrayInputStream(whole)));
        return id;
    }

    long append(UploadId id, int from, int to) {
        return use(uploads ->
                uploads.append(lab.technician, id, from, new ByteArrayInputStream(Arrays.copyOfRange(file, from, to))));
    }

    AttachmentId finish(Actor actor, UploadId id) {
        return inTransaction(entities -> new FinishUpload(
                        rows(entities), attaching(entities), lab.objects.keys(entities), removing(entities))
                .finish(actor, id));
    }

    void cancel(Actor actor, UploadId id) {
        use(uploads -> {
            uploads.cancel(actor, id);
            return id;
        });
    }

    ReceiveUpload.State state(Actor actor, UploadId id) {
        return use(uploads -> uploads.state(actor, id));
    }

    List<ReceiveUpload.State> unfinished(Actor actor) {
        return use(uploads -> uploads.unfinished(actor, request));
    }

    int step() {
        return inTransaction(entities -> removing(entities).step());
    }

    List<Attachment> files() {
        return lab.now(request, LabCase::attachments);
    }

    byte[] content(AttachmentId id) {
        return inTransaction(entities -> {
            try (InputStream content = new OpenAttachment(entities, lab.openRecord(entities), lab.objects)
                    .open(lab.technician, id)
                    .content()) {
                return content.readAllBytes();
            }
        });
    }

    List<Long> partSizes(UploadId id) {
        return lab.database.inTransaction(entities -> {
            List<?> sizes = entities.createNativeQuery(
                            "SELECT size FROM upload_part WHERE upload_id = ?1 ORDER BY number", Long.class)
                    .setParameter(1, id.value())
                    .getResultList();
            return sizes.stream().map(Long.class::cast).toList();
        });
    }

    long number(String sql) {
        return lab.database.inTransaction(
                entities -> (Long) entities.createNativeQuery(sql, Long.class).getSingleResult());
    }

    @Override
    public void close() {
        lab.close();
    }
}
