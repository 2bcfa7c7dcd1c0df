package org.chartseal.web.passkeys;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import com.yubico.webauthn.data.exception.Base64UrlException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.passkeys.Passkey;

/** All that the library is to know: the one passkey that may answer, or none while a first one is made. */
final class OneCredential implements CredentialRepository {

    static final String OWNER = "owner";
    private static final int POINT_LENGTH = 64;

    private final Optional<RegisteredCredential> credential;

    private OneCredential(Optional<RegisteredCredential> credential) {
        this.credential = credential;
    }

    static OneCredential none() {
        return new OneCredential(Optional.empty());
    }

    static OneCredential of(Passkey passkey) {
        byte[] spki = Base64.getDecoder().decode(passkey.publicKey());
        byte[] point = Arrays.copyOfRange(spki, spki.length - POINT_LENGTH, spki.length);
        return new OneCredential(Optional.of(RegisteredCredential.builder()
                .credentialId(id(passkey))
                .userHandle(handle(passkey.id().value()))
                .publicKeyEs256Raw(new ByteArray(point))
                .build()));
    }

    static ByteArray id(Passkey passkey) {
        try {
            return ByteArray.fromBase64Url(passkey.credential());
        } catch (Base64UrlException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What a device keeps of whom the passkey is for: an identifier that tells nothing. */
    static ByteArray handle(UUID passkey) {
        return new ByteArray(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(passkey.getMostSignificantBits())
                .putLong(passkey.getLeastSignificantBits())
                .array());
    }

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
        return Set.of();
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String username) {
        return credential.map(RegisteredCredential::getUserHandle);
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray userHandle) {
        return credential
                .filter(known -> known.getUserHandle().equals(userHandle))
                .map(known -> OWNER);
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray userHandle) {
        return credential
                .filter(known -> known.getCredentialId().equals(credentialId))
                .filter(known -> known.getUserHandle().equals(userHandle));
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
        return credential
                .filter(known -> known.getCredentialId().equals(credentialId))
                .map(Set::of)
                .orElse(Set.of());
    }
}
