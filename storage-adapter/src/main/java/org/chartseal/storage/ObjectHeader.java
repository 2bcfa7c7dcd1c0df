package org.chartseal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.chartseal.domain.documents.WrappedKey;
import org.chartseal.domain.shared.Refused;

/**
 * The start of a sealed object: eight bytes that name the format and its version, the length of what follows in two bytes
 * (big endian), and the object's data key, wrapped by the vault.
 *
 * @param wrappedKey data key and context
 */
record ObjectHeader(WrappedKey wrappedKey) {

    private static final byte[] FORMAT = "CHSEAL\0\1".getBytes(StandardCharsets.US_ASCII);

    byte[] encoded() {
        byte[] key = wrappedKey.encoded();
        return ByteBuffer.allocate(FORMAT.length + Short.BYTES + key.length)
                .put(FORMAT)
                .putShort((short) key.length)
                .put(key)
                .array();
    }

    /**
     * Reads the header and leaves the stream behind it.
     *
     * @throws Malformed when there is none
     */
    static ObjectHeader read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(FORMAT.length);
        if (!Arrays.equals(start, FORMAT)) {
            throw new Malformed("unknown format");
        }
        byte[] length = in.readNBytes(Short.BYTES);
        if (length.length < Short.BYTES) {
            throw new Malformed("no length");
        }
        byte[] key = in.readNBytes(Short.toUnsignedInt(ByteBuffer.wrap(length).getShort()));
        try {
            return new ObjectHeader(WrappedKey.decode(key));
        } catch (Refused malformed) {
            throw new Malformed(malformed);
        }
    }

    /** The bytes are no header. */
    static final class Malformed extends IOException {

        private static final long serialVersionUID = 1L;

        Malformed(String why) {
            super(why);
        }

        Malformed(Throwable cause) {
            super(cause);
        }
    }
}
