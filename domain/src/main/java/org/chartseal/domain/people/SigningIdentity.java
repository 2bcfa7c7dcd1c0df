package org.chartseal.domain.people;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.chartseal.domain.documents.SigningKeys.SigningKey;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** A person's signing key as it is kept in the person's row. Of a passkey only the public half is known. */
@Embeddable
public class SigningIdentity {

    @Column(name = "public_key")
    private String publicKey;

    @Column(name = "key_thumbprint")
    private String thumbprint;

    @Column(name = "private_key")
    private byte @Nullable [] protectedPrivateKey;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected SigningIdentity() {}

    SigningIdentity(SigningKey key) {
        this.publicKey = key.publicKey();
        this.thumbprint = key.thumbprint();
        this.protectedPrivateKey = key.protectedPrivateKey();
    }

    /** The public half of a passkey. */
    SigningIdentity(String publicKey, String thumbprint) {
        this.publicKey = publicKey;
        this.thumbprint = thumbprint;
        this.protectedPrivateKey = null;
    }

    /** Whether the portal can sign for the person. */
    public boolean isKept() {
        return protectedPrivateKey != null;
    }

    /** X.509 SubjectPublicKeyInfo, Base64. */
    public String publicKey() {
        return publicKey;
    }

    /** SHA-256 of the public key's DER bytes, hexadecimal. */
    public String thumbprint() {
        return thumbprint;
    }

    /**
     * The private key under the vault's master key.
     *
     * @throws Refused {@code signs-with-passkey} when the person has it alone
     */
    public byte[] protectedPrivateKey() {
        if (protectedPrivateKey == null) {
            throw Refused.because("signs-with-passkey");
        }
        return protectedPrivateKey.clone();
    }
}
