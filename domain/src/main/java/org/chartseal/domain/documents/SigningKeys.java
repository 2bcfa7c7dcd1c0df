package org.chartseal.domain.documents;

/**
 * Makes and uses the keys with which people sign: ECDSA on P-256 with SHA-256. A private key leaves this port only under
 * the vault's master key; the caller keeps it beside the person it belongs to.
 */
public interface SigningKeys {

    /** A new key pair. */
    SigningKey create();

    /**
     * Signs the text's UTF-8 bytes.
     *
     * @param protectedPrivateKey as {@link SigningKey#protectedPrivateKey()} answered it
     * @return DER, Base64
     * @throws org.chartseal.domain.shared.Unavailable when the vault does not answer
     */
    String sign(byte[] protectedPrivateKey, String text);

    /**
     * Whether the signature over the text's UTF-8 bytes verifies.
     *
     * @param publicKey X.509 SubjectPublicKeyInfo, Base64
     * @param signature DER, Base64; a malformed one does not verify
     */
    boolean verify(String publicKey, String text, String signature);

    /**
     * A key pair as it is kept.
     *
     * @param publicKey X.509 SubjectPublicKeyInfo, Base64
     * @param thumbprint SHA-256 of the SubjectPublicKeyInfo's DER bytes, hexadecimal
     * @param protectedPrivateKey encrypted under the vault's master key
     */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out
    record SigningKey(String publicKey, String thumbprint, byte[] protectedPrivateKey) {

        public SigningKey {
            protectedPrivateKey = protectedPrivateKey.clone();
        }

        @Override
        public byte[] protectedPrivateKey() {
            return protectedPrivateKey.clone();
        }
    }
}
