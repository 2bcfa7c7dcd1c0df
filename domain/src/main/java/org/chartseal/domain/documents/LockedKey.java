package org.chartseal.domain.documents;

/**
 * An object with a wrap of its key.
 *
 * @param wrap by which the key can be had
 */
public record LockedKey(LockedObject object, KeyWrap wrap) {}
