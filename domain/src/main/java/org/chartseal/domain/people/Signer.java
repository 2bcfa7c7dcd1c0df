package org.chartseal.domain.people;

import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.documents.SigningKeys.SigningKey;

/** A person who signs: with a key that the portal keeps for them, or with a passkey of their own. */
public interface Signer {

    /** The key by which the person's signatures count now. */
    SigningIdentity signing();

    /** With which passkey the person signs; empty when the portal signs for them. */
    Optional<UUID> passkey();

    /** From now on the person signs with that passkey. */
    void signWithPasskey(UUID passkey, String publicKey, String thumbprint);

    /** From now on the portal signs for the person, with a new key. */
    void signWithKeptKey(SigningKey key);
}
