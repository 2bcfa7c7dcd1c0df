package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** On a real S3 server. */
class S3ObjectStoreIT implements ObjectStoreContract {

    private static final int PART = 5 << 20;
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @TempDir
    static Path served;

    private static S3Server server;

    @TempDir
    Path folder;

    private S3Location location;
    private S3Client client;
    private S3ObjectStore store;

    @BeforeAll
    static void startServer() throws Exception {
        server = S3Server.start(served, 0);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void openStore() {
        location = S3Server.bucket(server.port(), "bucket-" + BUCKETS.incrementAndGet(), "of/a hospital/");
        client = S3Clients.open(location, S3Server.CREDENTIALS);
        client.createBucket(request -> request.bucket(location.bucket()));
        store = new S3ObjectStore(client, location, spool(), PART);
        store.initialise();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Override
    public void overwrite(ObjectAddress address, byte[] bytes) {
        client.putObject(request -> request.bucket(location.bucket()).key(key(address)), RequestBody.fromBytes(bytes));
    }

    @Override
    public void takeAway(ObjectAddress address) {
        client.deleteObject(request -> request.bucket(location.bucket()).key(key(address)));
    }

    @Test
    void aLargeObjectGoesUpInPartsAndComesBack() throws IOException {
        byte[] bytes = random(2 * PART + 12_345);
        ObjectAddress address = store.put(out -> out.write(bytes));
        assertThat(store.length(address)).isEqualTo(bytes.length);
        assertThat(store.verify(address)).isTrue();
        assertThat(client.headObject(
                                request -> request.bucket(location.bucket()).key(key(address)))
                        .eTag())
                .as("the tag of an object that came in three parts")
                .contains("-3");
    }

    @Test
    void whatWasReadInPartOnlyCanBeClosed() throws IOException {
        byte[] bytes = random(PART);
        ObjectAddress address = store.put(out -> out.write(bytes));
        try (InputStream in = store.open(address)) {
            assertThat(in.readNBytes(10)).hasSize(10);
        }
        assertThat(store.verify(address)).isTrue();
    }

    @Test
    void nothingOfAPutStaysOnThisMachine() throws IOException {
        store.put(out -> out.write(1));
        assertThatThrownBy(() -> store.put(out -> {
                    throw new IOException("broken off");
                }))
                .hasMessage("broken off");
        try (Stream<Path> files = Files.list(spool())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void onlyWhatLiesUnderThePrefixIsShown() throws IOException {
        ObjectAddress address = store.put(out -> out.write(1));
        String elsewhere = "of/another hospital/" + ObjectPath.of(address);
        client.putObject(
                request -> request.bucket(location.bucket()).key(elsewhere), RequestBody.fromBytes(new byte[] {1}));
        List<ObjectAddress> seen = new ArrayList<>();
        store.visit(seen::add);
        assertThat(seen).containsExactly(address);
    }

    @Test
    void aVisitGoesOverMorePagesThanOne() throws IOException {
        for (int i = 0; i < 1100; i++) {
            byte[] bytes = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
            store.put(out -> out.write(bytes));
        }
        List<ObjectAddress> seen = new ArrayList<>();
        store.visit(seen::add);
        assertThat(seen).hasSize(1100).doesNotHaveDuplicates();
    }

    @Test
    void aBucketIsNewUntilItIsMadeAStore() {
        S3ObjectStore other =
                new S3ObjectStore(client, S3Server.bucket(server.port(), location.bucket(), ""), spool(), PART);
        assertThat(other.isNew()).isTrue();
        other.initialise();
        other.initialise();
        assertThat(other.isNew()).isFalse();
    }

    @Test
    void aBucketThatIsNotThereIsAnOutageAndNotAMissingObject() {
        S3Location nowhere = S3Server.bucket(server.port(), "no-such-bucket", "");
        assertOutage(new S3ObjectStore(nowhere, S3Server.CREDENTIALS, spool()));
    }

    @Test
    void wrongCredentialsAreAnOutageAndAreNotShown() {
        StorageCredentials wrong =
                new StorageCredentials(Optional.of("chartseal"), Optional.of("guessed"), Optional.empty());
        assertOutage(new S3ObjectStore(location, wrong, spool()));
        assertThat(wrong.toString()).doesNotContain("guessed");
    }

    @Test
    void aServerThatIsAwayIsAnOutage() throws Exception {
        int port;
        try (S3Server gone = S3Server.start(folder.resolve("gone"), 0)) {
            port = gone.port();
        }
        assertOutage(new S3ObjectStore(S3Server.bucket(port, "bucket", ""), S3Server.CREDENTIALS, spool()));
    }

    private static void assertOutage(S3ObjectStore away) {
        ObjectAddress address = new ObjectAddress("f".repeat(64));
        List<ThrowingCallable> calls = List.of(
                () -> away.put(out -> out.write(1)),
                () -> away.open(address),
                () -> away.holds(address),
                () -> away.verify(address),
                () -> away.length(address),
                () -> away.remove(address),
                () -> away.visit(seen -> {}),
                away::isNew,
                away::check);
        for (var call : calls) {
            assertThatThrownBy(call).isInstanceOfSatisfying(Unavailable.class, outage -> {
                assertThat(outage.part()).isEqualTo("storage");
                assertThat(outage.retryAfter()).isPositive();
            });
        }
        away.close();
    }

    @Test
    void everythingMovesHereFromAFolder() throws IOException {
        StoragePlaces places = StoragePlaces.folder(folder.resolve("before")).with(S3Server.CREDENTIALS);
        List<ObjectAddress> all = new ArrayList<>();
        for (int size : new int[] {0, 1, 100_000, 17 << 20}) {
            byte[] bytes = random(size);
            all.add(places.open().put(out -> out.write(bytes)));
        }
        StorageUrl here = StorageUrl.parse(
                "s3://" + location.bucket() + "/moved?path-style=true&endpoint=http://127.0.0.1:" + server.port());
        StorageMigration.Count count = new StorageMigration(places, here, now -> {}).run();
        assertThat(count.copied()).isEqualTo(4);
        assertThat(all).allMatch(places.only(here)::verify);
        assertThat(new StorageMigration(places, here, now -> {}).run().there()).isEqualTo(4);
    }

    @Test
    void aRefusalOfTheContentIsNoOutage() {
        assertThatThrownBy(() -> store.put(out -> {
                    throw Refused.because("too-large");
                }))
                .isInstanceOf(Refused.class);
    }

    private Path spool() {
        return folder.resolve("spool");
    }

    private String key(ObjectAddress address) {
        return location.prefix() + ObjectPath.of(address);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
