package org.chartseal.ledger.contract;

/**
 * Knows whether bytes are one map in the form in which authenticators write (CTAP2 canonical CBOR: definite and shortest
 * lengths, at most four levels) with texts as keys. It reads no values.
 */
final class CborMap {

    private static final int MOST_LEVELS = 4;

    private final byte[] bytes;
    private int at;

    private CborMap(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** Whether the bytes from there to their end are one map. */
    static boolean isExactly(byte[] bytes, int from) {
        if (from >= bytes.length || major(bytes[from]) != 5) {
            return false;
        }
        CborMap map = new CborMap(bytes, from);
        return map.item(MOST_LEVELS) && map.at == bytes.length;
    }

    private boolean item(int levels) {
        if (levels == 0 || at >= bytes.length) {
            return false;
        }
        int major = major(bytes[at]);
        long argument = argument();
        return switch (major) {
            case 0, 1 -> argument >= 0;
            case 2, 3 -> skip(argument);
            case 4 -> items(argument, levels);
            case 5 -> entries(argument, levels);
            case 7 -> argument >= 0;
            default -> false;
        };
    }

    private boolean items(long count, int levels) {
        boolean sound = count >= 0;
        for (long i = 0; sound && i < count; i++) {
            sound = item(levels - 1);
        }
        return sound;
    }

    private boolean entries(long count, int levels) {
        boolean sound = count >= 0;
        for (long i = 0; sound && i < count; i++) {
            sound = at < bytes.length && major(bytes[at]) == 3 && item(levels) && item(levels - 1);
        }
        return sound;
    }

    private boolean skip(long length) {
        if (length < 0 || length > bytes.length - at) {
            return false;
        }
        at += (int) length;
        return true;
    }

    /** The number in the item's head; negative when there is none, or a shorter head would have held it. */
    private long argument() {
        int head = bytes[at] & 0xff;
        at++;
        int information = head & 0x1f;
        if (information < 24) {
            return information;
        }
        int length = 1 << (information - 24);
        if (information > 27 || length > bytes.length - at) {
            return -1;
        }
        long argument = 0;
        for (int i = 0; i < length; i++) {
            argument = (argument << 8) | (bytes[at + i] & 0xffL);
        }
        at += length;
        boolean isFloat = head >> 5 == 7 && length > 1;
        return isFloat ? 0 : shortest(argument, length);
    }

    private static long shortest(long argument, int length) {
        long least = length == 1 ? 24 : 1L << (4 * length);
        return argument >= least ? argument : -1;
    }

    private static int major(byte head) {
        return (head & 0xff) >> 5;
    }
}
