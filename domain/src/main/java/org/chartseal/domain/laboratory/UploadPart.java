package org.chartseal.domain.laboratory;

import org.chartseal.domain.documents.ObjectAddress;

/**
 * A part of a file that has arrived.
 *
 * @param number from 1, without gaps
 * @param object where its encrypted bytes lie
 */
record UploadPart(int number, ObjectAddress object) {

    /** The most that one part has, in bytes: what is sent again at most after a crash. */
    static final long LARGEST = 8L << 20;

    /** The least that is kept of a part that broke off, in bytes: less is soon sent again. */
    static final long LEAST = 256L << 10;
}
