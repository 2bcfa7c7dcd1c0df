package org.chartseal.domain.documents;

import java.io.InputStream;
import org.chartseal.domain.shared.Refused;

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

    /** Up to here it takes no time that anyone would notice, and a damage is named on a page instead of ending a transfer. */
    private static final long CHECKED_WHOLE = 8L << 20;

    /** The file of that name and type that was stored so, opened by that key. */
    public static OpenedFile of(
            String name,
            String mediaType,
            ObjectContext context,
            SealedObject stored,
            SealedObjects objects,
            Opener opener) {
        return new OpenedFile(
                name,
                mediaType,
                stored.size(),
                stored.sha256(),
                (from, length) -> length == stored.size() && length <= CHECKED_WHOLE
                        ? objects.open(opener, context, stored.address())
                        : objects.open(opener, context, stored, from, length));
    }

    /** All of it, as {@link Reading#open}. */
    public InputStream content() {
        return reading.open(0, size);
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
}
