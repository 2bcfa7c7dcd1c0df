package org.chartseal.domain.documents;

/**
 * A part of an object's content.
 *
 * @param size of the whole content, in bytes
 * @param from its first byte, from 0
 * @param length how many bytes
 */
public record ContentPart(long size, long from, long length) {

    public ContentPart {
        if (from < 0 || length < 0 || length > size - from) {
            throw new IllegalArgumentException(length + " bytes from " + from + " of " + size);
        }
    }
}
