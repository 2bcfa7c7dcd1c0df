package org.chartseal.domain.ledger;

/**
 * A canonical JSON text (RFC 8785) and its author's signature over its UTF-8 bytes.
 *
 * @param text exactly as it was signed: the contract verifies these bytes and then reads them
 * @param signature ECDSA P-256 with SHA-256, DER, Base64; or of a passkey {@code webauthn.}, then authenticator data, client
 *     data and signature, Base64url, parted by dots
 */
public record SignedText(String text, String signature) {

    /** A text that is still to be signed. */
    public static SignedText unsigned(String text) {
        return new SignedText(text, "");
    }
}
