package org.chartseal.domain.people;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.chartseal.domain.documents.SigningKeys.SigningKey;

/** A person's signing key as it is kept in the person's row. */
@Embeddable
public class SigningIdentity {

    @Column(name = "public_key")
    private String publicKey;

    @Column(name = "key_thumbprint")
    private String thumbprint;

    @Column(name = "private_key")
    private byte[] protectedPrivateKey;

    @SuppressWarnings("NullAway") // for the persistence provider
    protected SigningIdentity() {}

    SigningIdentity(SigningKey key) {
        this.publicKey = key.publicKey();
        this.thumbprint = key.thumbprint();
        this.protectedPrivateKey = key.protectedPrivateKey();
    }

    /** X.509 SubjectPublicKeyInfo, Base64. */
    public String publicKey() {
        return publicKey;
    }

    /** SHA-256 of the public key's DER bytes, hexadecimal. */
    public String thumbprint() {
        return thumbprint;
    }

    /** The private key under the vault's master key. */
    public byte[] protectedPrivateKey() {
        return protectedPrivateKey.clone();
    }
}
