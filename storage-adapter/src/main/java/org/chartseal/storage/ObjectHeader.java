package org.chartseal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.chartseal.domain.documents.KeyCommitment;

/**
 * The start of a sealed object: eight bytes that name the format and its version, and 32 that commit to the only key which
 * opens what follows. The key itself lies elsewhere.
 *
 * @param commitment to the object's key
 */
record ObjectHeader(KeyCommitment commitment) {

    private static final byte[] FORMAT = "CHSEAL\0\2".getBytes(StandardCharsets.US_ASCII);
    private static final int COMMITMENT_BYTES = 32;

    byte[] encoded() {
        return ByteBuffer.allocate(FORMAT.length + COMMITMENT_BYTES)
                .put(FORMAT)
                .put(HexFormat.of().parseHex(commitment.hex()))
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
        byte[] commitment = in.readNBytes(COMMITMENT_BYTES);
        if (commitment.length < COMMITMENT_BYTES) {
            throw new Malformed("no key commitment");
        }
        return new ObjectHeader(new KeyCommitment(HexFormat.of().formatHex(commitment)));
    }

    /** The bytes are no header. */
    static final class Malformed extends IOException {

        private static final long serialVersionUID = 1L;

        Malformed(String why) {
            super(why);
        }
    }
}
