package org.chartseal.domain.laboratory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.chartseal.domain.documents.KeyedObject;
import org.chartseal.domain.documents.ObjectCipher;
import org.chartseal.domain.documents.ReceivedFile;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Takes a file for the results of a request in as many requests as the line needs. What has arrived is kept in parts, each encrypted as an
 * object of its own, and survives a crash; nobody can read it as a file before {@link FinishUpload} made one of it, and only who began
 * goes on with it, sees or cancels it.
 */
@ApplicationScoped
public class ReceiveUpload {

    private static final int PROBE = 64 << 10;
    private static final int CHUNK = 64 << 10;

    private final UploadRows rows;
    private final ObjectCipher cipher;
    private final RemoveUploads removal;

    @Inject
    public ReceiveUpload(UploadRows rows, ObjectCipher cipher, RemoveUploads removal) {
        this.rows = rows;
        this.cipher = cipher;
        this.removal = removal;
    }

    /**
     * How far a file is.
     *
     * @param name as its sender calls it
     * @param size of the whole file, in bytes
     * @param received bytes from the beginning that are kept
     * @param fingerprint by which the sender knows the file again; may be empty
     * @param expiresAt until when it waits for more
     */
    public record State(UploadId id, String name, long size, long received, String fingerprint, Instant expiresAt) {

        static State of(Upload upload) {
            return new State(
                    upload.id(),
                    upload.name(),
                    upload.size(),
                    upload.received(),
                    upload.fingerprint(),
                    upload.expiresAt());
        }
    }

    /**
     * Begins one, of which nothing has come yet.
     *
     * @throws Refused {@code upload-too-many}, or as {@link AttachFile#attach} before anything of the content is read
     */
    public State begin(Actor actor, LabRequestId request, AnnouncedFile file) {
        return State.of(rows.begin(actor, request, file));
    }

    /**
     * How far the actor's own one is.
     *
     * @throws NotFound when the actor has none such, it was cancelled, or its time is over
     */
    public State state(Actor actor, UploadId id) {
        return State.of(rows.own(actor, id));
    }

    /** The actor's own unfinished ones for that request, the oldest first. */
    public List<State> unfinished(Actor actor, LabRequestId request) {
        return rows.unfinished(actor, request).stream().map(State::of).toList();
    }

    /**
     * Takes the next bytes of the actor's own one, as many as come, and keeps them part by part, each for good before more is read. When
     * the content breaks off, what came of it stays, but for the last part if that has less than 256 KiB. A file of a type that cannot be
     * attached is refused by its first bytes, and ends here.
     *
     * @param offset of the first byte of the content, from 0
     * @param content is read to its end, not closed
     * @return how many bytes are there now, from the beginning
     * @throws Refused {@code upload-elsewhere} when others are the next bytes, maybe since a second window sends them as well; {@code
     *     upload-too-long}; or as {@link AttachFile#attach} before anything is read
     * @throws NotFound as {@link #state}
     * @throws IOException when the content breaks off
     */
    public long append(Actor actor, UploadId id, long offset, InputStream content) throws IOException {
        InputStream buffered = new BufferedInputStream(content, PROBE);
        UploadRows.Next next = rows.next(actor, id, offset);
        while (hasMore(buffered)) {
            if (next.room() == 0) {
                throw Refused.because("upload-too-long").at("file");
            }
            if (next.offset() == 0) {
                requireKnownType(actor, id, buffered);
            }
            next = rows.next(actor, id, next.offset() + keepPart(actor, id, next, buffered));
        }
        return next.offset();
    }

    private static boolean hasMore(InputStream buffered) throws IOException {
        buffered.mark(1);
        boolean more = buffered.read() >= 0;
        buffered.reset();
        return more;
    }

    private void requireKnownType(Actor actor, UploadId id, InputStream buffered) throws IOException {
        try {
            ReceivedFile.typeOf(buffered);
        } catch (Refused refused) {
            cancel(actor, id);
            throw refused;
        }
    }

    private long keepPart(Actor actor, UploadId id, UploadRows.Next next, InputStream content) throws IOException {
        Part part = new Part(content, Math.min(UploadPart.LARGEST, next.room()));
        KeyedObject stored = cipher.seal(
                Upload.context(next.patient(), id, next.number()),
                part::writeTo,
                () -> rows.whoMayOpen(next.patient()));
        try {
            rows.keep(actor, id, next, stored);
        } catch (RuntimeException notKept) {
            removal.removeUnreferenced(stored.object().address());
            throw notKept;
        }
        part.throwBroken();
        return stored.object().size();
    }

    /** As much of the content as one part takes, or as came before it broke off. */
    private static final class Part {

        private final InputStream content;
        private final long most;
        private @Nullable IOException broken;

        Part(InputStream content, long most) {
            this.content = content;
            this.most = most;
        }

        void writeTo(OutputStream out) throws IOException {
            byte[] chunk = new byte[CHUNK];
            long left = most;
            while (left > 0) {
                int read;
                try {
                    read = content.read(chunk, 0, (int) Math.min(chunk.length, left));
                } catch (IOException failure) {
                    if (most - left < UploadPart.LEAST) {
                        throw failure;
                    }
                    broken = failure;
                    return;
                }
                if (read < 0) {
                    return;
                }
                out.write(chunk, 0, read);
                left -= read;
            }
        }

        void throwBroken() throws IOException {
            if (broken != null) {
                throw broken;
            }
        }
    }

    /**
     * Ends the actor's own one: what came of it is removed. Again, it changes nothing.
     *
     * @throws NotFound when the actor has none such
     */
    public void cancel(Actor actor, UploadId id) {
        rows.end(actor, id);
        removal.removeSoon(id);
    }
}
