package org.chartseal.storage;

import java.util.Optional;

/**
 * What an installation shows to a remote storage. It stands in the configuration, never in a storage's address, which is
 * logged.
 *
 * @param s3AccessKey the name of an S3 key
 * @param s3SecretKey the key itself
 * @param ipfsAuthorization value of the {@code Authorization} header towards an IPFS node, for example {@code Bearer …}
 */
public record StorageCredentials(
        Optional<String> s3AccessKey, Optional<String> s3SecretKey, Optional<String> ipfsAuthorization) {

    /** None are configured: those of the environment count. */
    public static final StorageCredentials NONE =
            new StorageCredentials(Optional.empty(), Optional.empty(), Optional.empty());

    /** Without any of them. */
    @Override
    public String toString() {
        return "StorageCredentials[...]";
    }
}
