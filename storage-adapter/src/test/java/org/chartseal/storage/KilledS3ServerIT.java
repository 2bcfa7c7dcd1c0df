package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.shared.Unavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** A server that is killed while an object comes in has nothing of it to show afterwards. */
class KilledS3ServerIT {

    private static final int PART = 5 << 20;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    @TempDir
    Path folder;

    @Test
    void anUploadThatAKilledServerCutLeavesNothingToSee() throws Exception {
        Path served = Files.createDirectory(folder.resolve("served"));
        byte[] bytes = new byte[24 * PART];
        new Random(2).nextBytes(bytes);
        ObjectAddress address =
                new ObjectAddress(HexFormat.of().formatHex(Sha256.digest().digest(bytes)));

        Process server = S3Server.launch(served, 0, folder.resolve("port"));
        try {
            int port = awaitPort(folder.resolve("port"));
            S3Client client = S3Clients.open(S3Server.bucket(port, "bucket", ""), S3Server.CREDENTIALS);
            client.createBucket(request -> request.bucket("bucket"));
            S3ObjectStore store =
                    new S3ObjectStore(client, S3Server.bucket(port, "bucket", ""), folder.resolve("spool"), PART);
            CompletableFuture<Void> killing = CompletableFuture.runAsync(() -> killAtTheThirdPart(server, served));
            assertThatThrownBy(() -> store.put(out -> out.write(bytes))).isInstanceOf(Unavailable.class);
            killing.get(1, TimeUnit.MINUTES);
            store.close();
        } finally {
            server.destroyForcibly().waitFor();
        }

        try (S3Server again = S3Server.start(served, 0);
                S3ObjectStore store = new S3ObjectStore(
                        S3Server.bucket(again.port(), "bucket", ""), S3Server.CREDENTIALS, folder.resolve("spool"))) {
            assertThat(store.holds(address)).isFalse();
            store.visit(seen -> {
                throw new AssertionError("an object that was never whole is to be seen");
            });
            assertThat(store.put(out -> out.write(bytes))).isEqualTo(address);
            assertThat(store.verify(address)).isTrue();
        }
    }

    private static int awaitPort(Path file) throws InterruptedException, IOException {
        long begun = System.nanoTime();
        while (!Files.exists(file)) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new AssertionError(Files.readString(file.resolveSibling("server.txt")));
            }
            Thread.sleep(20);
        }
        return Integer.parseInt(Files.readString(file));
    }

    private static void killAtTheThirdPart(Process server, Path served) {
        while (server.isAlive()) {
            try (Stream<Path> files = Files.walk(served)) {
                if (files.filter(file -> file.toString().contains(".mpus-")).count() >= 3) {
                    server.destroyForcibly();
                    return;
                }
            } catch (IOException | UncheckedIOException changedMeanwhile) {
                // looked while a file was moved: looks again
            }
        }
    }
}
