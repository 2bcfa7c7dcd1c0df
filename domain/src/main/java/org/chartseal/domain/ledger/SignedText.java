package org.chartseal.domain.ledger;

/**
 * A canonical JSON text (RFC 8785) and its author's signature over its UTF-8 bytes.
 *
 * @param text exactly as it was signed: the contract verifies these bytes and then reads them
 * @param signature ECDSA P-256 with SHA-256, DER, Base64
 */
public record SignedText(String text, String signature) {}
