package org.chartseal.domain.documents;

/**
 * The key of one object, encrypted for one recipient.
 *
 * @param recipient whose private key opens it
 * @param wrap opaque
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out
public record KeyWrap(RecipientKey recipient, byte[] wrap) {

    public KeyWrap {
        wrap = wrap.clone();
    }

    @Override
    public byte[] wrap() {
        return wrap.clone();
    }
}
