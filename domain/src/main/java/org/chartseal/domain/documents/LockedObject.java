package org.chartseal.domain.documents;

/**
 * An object to be opened.
 *
 * @param context what it belongs to
 * @param address where it lies
 * @param commitment to the only key that opens it
 */
public record LockedObject(ObjectContext context, ObjectAddress address, KeyCommitment commitment) {}
