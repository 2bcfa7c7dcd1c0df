package org.chartseal.storage;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes clients that give up in good time and speak so that any compatible service understands. */
final class S3Clients {

    private static final Duration CONNECTING = Duration.ofSeconds(4);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Duration ATTEMPT = Duration.ofMinutes(2);
    private static final Duration CALL = Duration.ofMinutes(5);

    private S3Clients() {}

    /**
     * A client for that place. Checksums are those that the store itself sets: other services do not know all that the client would
     * add.
     */
    static S3Client open(S3Location location, StorageCredentials credentials) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTING)
                        .socketTimeout(SILENCE))
                .credentialsProvider(provider(location, credentials))
                .region(Region.of(location.region()))
                .forcePathStyle(location.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(options -> options.chunkedEncodingEnabled(false))
                .overrideConfiguration(
                        limits -> limits.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL));
        location.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static AwsCredentialsProvider provider(S3Location location, StorageCredentials credentials) {
        if (location.profile().isPresent()) {
            return ProfileCredentialsProvider.create(location.profile().get());
        }
        if (credentials.s3AccessKey().isPresent() && credentials.s3SecretKey().isPresent()) {
            return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    credentials.s3AccessKey().get(), credentials.s3SecretKey().get()));
        }
        return DefaultCredentialsProvider.builder().build();
    }
}
