package org.chartseal.storage;

import java.util.Arrays;
import org.chartseal.domain.documents.ObjectAddress;

/**
 * Very many addresses in eight bytes each. Two digests with the same first 64 bits are taken for one, which no set of any size that
 * fits a machine makes likely.
 */
final class AddressSet {

    private static final int FIRST_SIZE = 1024;
    private static final int DIGITS = 16;

    private long[] values = new long[FIRST_SIZE];
    private int size;
    private boolean sorted = true;

    void add(ObjectAddress address) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value(address);
        sorted = false;
    }

    boolean contains(ObjectAddress address) {
        if (!sorted) {
            Arrays.sort(values, 0, size);
            sorted = true;
        }
        return Arrays.binarySearch(values, 0, size, value(address)) >= 0;
    }

    private static long value(ObjectAddress address) {
        return Long.parseUnsignedLong(address.hex().substring(0, DIGITS), 16);
    }
}
