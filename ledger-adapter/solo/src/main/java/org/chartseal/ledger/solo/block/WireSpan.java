package org.chartseal.ledger.solo.block;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A stretch of bytes that holds one protocol buffers message. Finds fields without copying them, so that a value's place in
 * a file is known. For messages whose encoding was checked; anything else is an {@link IllegalArgumentException}.
 */
public final class WireSpan {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;
    private static final int WIRE_TYPE_BITS = 3;
    private static final int PAYLOAD_BITS = 7;

    private final byte[] bytes;
    private final int start;
    private final int end;

    private WireSpan(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /** All of the bytes. */
    public static WireSpan of(byte[] bytes) {
        return new WireSpan(bytes, 0, bytes.length);
    }

    /** Where the stretch begins. */
    public int start() {
        return start;
    }

    /** How long the stretch is. */
    public int length() {
        return end - start;
    }

    /** The stretch as text. */
    public String text() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** The stretch's bytes, copied. */
    public byte[] copy() {
        return java.util.Arrays.copyOfRange(bytes, start, end);
    }

    /** The one field with that number; an empty stretch when it is absent. */
    public WireSpan field(int number) {
        WireSpan[] found = {new WireSpan(bytes, end, end)};
        each(number, field -> found[0] = field);
        return found[0];
    }

    /** Every length-delimited field with that number, in order. */
    public void each(int number, Consumer<WireSpan> consumer) {
        Cursor cursor = new Cursor();
        while (cursor.next()) {
            if (cursor.number == number && cursor.type == LENGTH_DELIMITED) {
                consumer.accept(new WireSpan(bytes, cursor.valueStart, cursor.at));
            }
        }
    }

    /** The number in the field with that number; 0 when it is absent. */
    public long number(int number) {
        Cursor cursor = new Cursor();
        long found = 0;
        while (cursor.next()) {
            if (cursor.number == number && cursor.type == VARINT) {
                found = cursor.value;
            }
        }
        return found;
    }

    private final class Cursor {

        private int at = start;
        private int number;
        private int type;
        private int valueStart;
        private long value;

        boolean next() {
            if (at >= end) {
                return false;
            }
            long tag = varint();
            number = (int) (tag >>> WIRE_TYPE_BITS);
            type = (int) tag & ((1 << WIRE_TYPE_BITS) - 1);
            switch (type) {
                case VARINT -> value = varint();
                case FIXED64 -> skip(Long.BYTES);
                case LENGTH_DELIMITED -> skip(varint());
                case FIXED32 -> skip(Integer.BYTES);
                default -> throw new IllegalArgumentException("wire type " + type);
            }
            return true;
        }

        private void skip(long length) {
            if (length < 0 || length > end - at) {
                throw new IllegalArgumentException("field beyond its message");
            }
            valueStart = at;
            at += (int) length;
        }

        private long varint() {
            long result = 0;
            for (int shift = 0; shift < Long.SIZE && at < end; shift += PAYLOAD_BITS) {
                byte part = bytes[at++];
                result |= (long) (part & Byte.MAX_VALUE) << shift;
                if (part >= 0) {
                    return result;
                }
            }
            throw new IllegalArgumentException("number without an end");
        }
    }
}
