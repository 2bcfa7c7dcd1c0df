package org.chartseal.domain.laboratory;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.chartseal.domain.documents.SealedObjects;

/** The bytes of all parts, one after the other; one part is open at a time. Fewer or more than the file has are a failure, not its end. */
final class UploadedContent extends InputStream {

    private final Upload upload;
    private final Iterator<UploadPart> parts;
    private final SealedObjects objects;
    private InputStream part = InputStream.nullInputStream();
    private long left;

    UploadedContent(Upload upload, List<UploadPart> parts, SealedObjects objects) {
        this.upload = upload;
        this.parts = parts.iterator();
        this.objects = objects;
        this.left = upload.size();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int read = part.read(into, offset, length);
        while (read < 0 && parts.hasNext()) {
            part.close();
            UploadPart next = parts.next();
            part = objects.open(Upload.context(upload.patient(), upload.id(), next.number()), next.object());
            read = part.read(into, offset, length);
        }
        left -= Math.max(0, read);
        if (left < 0 || (read < 0 && left != 0)) {
            throw new IOException("The parts of upload " + upload.id() + " are not the whole file");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        part.close();
    }
}
