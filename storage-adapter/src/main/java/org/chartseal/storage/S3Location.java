package org.chartseal.storage;

import java.net.URI;
import java.util.Optional;

/**
 * Which bucket of which S3 service.
 *
 * @param bucket its name
 * @param prefix before the names of all objects: empty, or with a slash at its end
 * @param endpoint of a service that is not Amazon's
 * @param region of the bucket
 * @param pathStyle whether the bucket's name stands in the path of an address instead of its host
 * @param profile whose credentials of the AWS credentials file are used; empty for those of the configuration
 */
record S3Location(
        String bucket,
        String prefix,
        Optional<URI> endpoint,
        String region,
        boolean pathStyle,
        Optional<String> profile) {}
