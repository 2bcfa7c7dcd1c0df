package org.chartseal.domain.passkeys;

import org.chartseal.domain.ledger.KeyStatement.PasskeyScope;
import org.chartseal.domain.shared.Refused;

/**
 * Talks with devices by W3C Web Authentication. Only ECDSA P-256 with SHA-256 is asked for, always with the person verified by
 * the device, and no attestation: which maker's device it is, is nobody's business here.
 */
public interface WebAuthn {

    /** Where this portal's passkeys sign. */
    PasskeyScope scope();

    /**
     * What {@code navigator.credentials.create} is to be asked.
     *
     * @param passkey that is to be made; the device keeps this identifier beside it
     * @param account by which the person signs in, as the device shows it
     * @return JSON that the answer is judged by
     */
    String askForPasskey(PasskeyId passkey, String account);

    /** The options for the browser, JSON, of what {@link #askForPasskey} answered. */
    String optionsOf(String asked);

    /**
     * Judges what the device answered.
     *
     * @param asked as {@link #askForPasskey} answered it
     * @param answer the browser's JSON
     * @throws Refused {@code passkey-answer-wrong}
     */
    NewPasskey passkey(String asked, String answer);

    /** The options for {@code navigator.credentials.get}, JSON: the challenge is the SHA-256 of the text. */
    String askForSignature(Passkey passkey, String text);

    /**
     * Judges what the device answered.
     *
     * @param text that was to be signed
     * @param answer the browser's JSON
     * @return the signature as the contract takes it
     * @throws Refused {@code passkey-answer-wrong} when it is not this passkey's yes to exactly this text
     */
    String signature(Passkey passkey, String text, String answer);

    /**
     * A passkey that a device made.
     *
     * @param credential its id there, Base64url
     * @param publicKey X.509 SubjectPublicKeyInfo, Base64
     * @param thumbprint SHA-256 of the SubjectPublicKeyInfo's DER bytes, hexadecimal
     */
    record NewPasskey(String credential, String publicKey, String thumbprint) {}
}
