package org.chartseal.domain.documents;

import java.util.UUID;

/**
 * The key pair of someone for whom keys of objects are wrapped.
 *
 * @param recipient whose it is; bound into every wrap and into the protection of the private key
 * @param publicKey X25519, 64 lower-case hexadecimal digits
 * @param privateKey under the vault's master key
 */
public record RecipientKey(UUID recipient, String publicKey, WrappedKey privateKey) {}
