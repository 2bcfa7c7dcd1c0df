package org.chartseal.domain.documents;

import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/** Keeps an installation's master keys and never hands them out: it encrypts other keys under them. */
public interface KeyVault {

    /**
     * Encrypts a key under the newest master key.
     *
     * @param use what the key is for; only the same text unwraps it
     * @throws Unavailable when the vault does not answer
     */
    WrappedKey wrap(byte[] secret, String use);

    /**
     * Decrypts a key.
     *
     * @throws Refused {@code vault-key-missing} when the vault has no such master key; {@code vault-key-altered} when
     *     the bytes were changed or were wrapped for another use
     * @throws Unavailable when the vault does not answer
     */
    byte[] unwrap(WrappedKey wrapped, String use);
}
