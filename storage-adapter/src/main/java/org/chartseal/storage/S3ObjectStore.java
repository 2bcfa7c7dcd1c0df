package org.chartseal.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectDamage;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in a bucket of any service that speaks S3, under the same paths as in a local folder. An object is spooled to this
 * machine's disk first, since its address is the digest of its bytes.
 */
public final class S3ObjectStore implements KeptStore, AutoCloseable {

    /** Larger objects go up in parts of this size, in bytes. */
    static final long PART_SIZE = 16L << 20;

    private static final String PROBE = "chartseal-check";
    private static final String MARKER = "chartseal-objects-1";
    private static final AwsRequestOverrideConfiguration SOON = AwsRequestOverrideConfiguration.builder()
            .apiCallAttemptTimeout(Duration.ofSeconds(3))
            .apiCallTimeout(Duration.ofSeconds(6))
            .build();

    private final S3Client client;
    private final String bucket;
    private final String prefix;
    private final Path spoolFolder;
    private final long partSize;
    private final RecentWrite lastWrite = new RecentWrite();

    S3ObjectStore(S3Location location, StorageCredentials credentials, Path spoolFolder) {
        this(S3Clients.open(location, credentials), location, spoolFolder, PART_SIZE);
    }

    S3ObjectStore(S3Client client, S3Location location, Path spoolFolder, long partSize) {
        this.client = client;
        this.bucket = location.bucket();
        this.prefix = location.prefix();
        this.spoolFolder = spoolFolder;
        this.partSize = partSize;
    }

    @Override
    public Path spoolFolder() {
        return spoolFolder;
    }

    @Override
    public void keep(Spool spool) {
        try {
            new S3Upload(client, bucket, key(spool.address()), spool).run(partSize);
            lastWrite.now();
        } catch (SdkException | IOException | UncheckedIOException failure) {
            throw KeptStore.unavailable(failure);
        }
    }

    @Override
    public InputStream open(ObjectAddress address) {
        ResponseInputStream<GetObjectResponse> in = S3Failures.ask(
                address,
                () -> client.getObject(request -> request.bucket(bucket).key(key(address))));
        return new WholeInput(in, in.response().contentLength(), in::abort);
    }

    /** The service refuses a part that begins behind the end. */
    @Override
    public InputStream open(ObjectAddress address, long from, long length) {
        try {
            ResponseInputStream<GetObjectResponse> in = S3Failures.ask(
                    address,
                    () -> client.getObject(request -> request.bucket(bucket)
                            .key(key(address))
                            .range("bytes=" + from + "-" + (from + length - 1))));
            return new WholeInput(in, in.response().contentLength(), in::abort);
        } catch (Unavailable refused) {
            if (length(address) <= from) {
                return InputStream.nullInputStream();
            }
            throw refused;
        }
    }

    @Override
    public boolean holds(ObjectAddress address) {
        try {
            length(address);
            return true;
        } catch (Refused missing) {
            return false;
        }
    }

    @Override
    public boolean verify(ObjectAddress address) {
        try (InputStream in = open(address)) {
            return Sha256.of(in).equals(address.hex());
        } catch (IOException | SdkException failure) {
            throw KeptStore.unavailable(failure);
        }
    }

    /** A "not found" without a body may be about the bucket, which would be an outage: that is asked for then. */
    @Override
    public long length(ObjectAddress address) {
        try {
            return client.headObject(request -> request.bucket(bucket).key(key(address)))
                    .contentLength();
        } catch (SdkException failure) {
            if (!S3Failures.isNotFound(failure)) {
                throw KeptStore.unavailable(failure);
            }
            S3Failures.ask(() -> client.headBucket(request -> request.bucket(bucket)));
            throw ObjectDamage.MISSING.at(address).causedBy(failure);
        }
    }

    @Override
    public void remove(ObjectAddress address) {
        S3Failures.ask(() -> {
            removeKey(key(address));
            return address;
        });
    }

    /** A bucket that keeps versions only puts a mark over the object; erased is what has no version left. */
    private void removeKey(String key) {
        DeleteObjectResponse removed =
                client.deleteObject(request -> request.bucket(bucket).key(key));
        if (Boolean.TRUE.equals(removed.deleteMarker())) {
            client.listObjectVersionsPaginator(request -> request.bucket(bucket).prefix(key))
                    .forEach(page -> {
                        page.versions().forEach(version -> removeVersion(key, version.key(), version.versionId()));
                        page.deleteMarkers().forEach(mark -> removeVersion(key, mark.key(), mark.versionId()));
                    });
        }
    }

    private void removeVersion(String key, String found, String version) {
        if (found.equals(key)) {
            client.deleteObject(request -> request.bucket(bucket).key(key).versionId(version));
        }
    }

    @Override
    public void visit(Consumer<ObjectAddress> visitor) {
        S3Failures.ask(() -> {
            client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
                    .contents()
                    .forEach(object -> show(object, visitor));
            return visitor;
        });
    }

    private void show(S3Object object, Consumer<ObjectAddress> visitor) {
        ObjectPath.addressAt(object.key().substring(prefix.length())).ifPresent(visitor);
    }

    /** Writes, if nothing was written within a minute: rights that are missing do not show otherwise. */
    @Override
    public void check() {
        if (lastWrite.isRecent()) {
            S3Failures.ask(
                    () -> client.headBucket(request -> request.bucket(bucket).overrideConfiguration(SOON)));
            return;
        }
        S3Failures.ask(() -> client.putObject(
                request -> request.bucket(bucket).key(prefix + PROBE).overrideConfiguration(SOON),
                RequestBody.fromString(PROBE)));
        S3Failures.ask(() -> client.deleteObject(
                request -> request.bucket(bucket).key(prefix + PROBE).overrideConfiguration(SOON)));
        lastWrite.now();
    }

    @Override
    public boolean isNew() {
        try {
            client.headObject(request -> request.bucket(bucket).key(prefix + MARKER));
            return false;
        } catch (SdkException failure) {
            if (S3Failures.isNotFound(failure)) {
                S3Failures.ask(() -> client.headBucket(request -> request.bucket(bucket)));
                return true;
            }
            throw KeptStore.unavailable(failure);
        }
    }

    @Override
    public void initialise() {
        if (isNew()) {
            S3Failures.ask(() ->
                    client.putObject(request -> request.bucket(bucket).key(prefix + MARKER), RequestBody.empty()));
        }
    }

    private String key(ObjectAddress address) {
        return prefix + ObjectPath.of(address);
    }

    /** Gives up the connections. */
    @Override
    public void close() {
        client.close();
    }
}
