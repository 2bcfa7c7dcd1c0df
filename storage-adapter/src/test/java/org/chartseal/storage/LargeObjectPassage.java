package org.chartseal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.UUID;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.SealedObject;

/** A program that seals and opens one large object; run with a heap smaller than that. */
final class LargeObjectPassage {

    private static final ObjectContext CONTEXT = new ObjectContext(new UUID(1, 1), new UUID(2, 2), 1);
    private static final int CHUNK = 10_000;

    private LargeObjectPassage() {}

    /** Arguments: folder, number of bytes. Ends normally only when every byte came back. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        long size = Long.parseLong(arguments[1]);
        FileKeyVault vault = FileKeyVault.create(folder.resolve("vault.json"));
        KeyRing objects = new KeyRing(new LocalObjectStore(folder.resolve("objects")), vault);

        SealedObject sealed = objects.seal(CONTEXT, out -> write(out, size));
        MeasuredInput opened = new MeasuredInput(objects.open(CONTEXT, sealed.address()));
        try (InputStream in = opened) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (sealed.size() != size || opened.count() != size || !opened.sha256().equals(sealed.sha256())) {
            throw new IllegalStateException("not what was sealed");
        }
    }

    private static void write(OutputStream out, long size) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (long written = 0; written < size; written += CHUNK) {
            chunk[(int) (written / CHUNK % CHUNK)]++;
            out.write(chunk, 0, (int) Math.min(CHUNK, size - written));
        }
    }
}
