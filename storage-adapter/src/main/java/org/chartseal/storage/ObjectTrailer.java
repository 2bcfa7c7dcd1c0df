package org.chartseal.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The end of a sealed object: eight bytes that say so, and the object's whole length in eight bytes (big endian). It tells
 * a cut object from a changed one: a cut takes both away, a changed byte only one of them.
 */
final class ObjectTrailer {

    static final int LENGTH = 16;

    private static final byte[] END = "CHSEALED".getBytes(StandardCharsets.US_ASCII);

    private ObjectTrailer() {}

    /** The trailer of an object that has so many bytes before it. */
    static byte[] after(long bytesBefore) {
        return ByteBuffer.allocate(LENGTH)
                .put(END)
                .putLong(bytesBefore + LENGTH)
                .array();
    }

    /** Whether these last bytes are what ends an object of that whole length. */
    static boolean isWhole(byte[] last, long length) {
        return Arrays.equals(last, after(length - LENGTH));
    }

    /** Whether neither part of the trailer is to be found at the end. */
    static boolean isCut(byte[] last, long length) {
        if (last.length < LENGTH) {
            return true;
        }
        boolean ends = Arrays.equals(last, 0, END.length, END, 0, END.length);
        return !ends && ByteBuffer.wrap(last).getLong(END.length) != length;
    }
}
