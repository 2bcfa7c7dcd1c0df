package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.shared.Unavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What breaks off or falls silent on the way is an outage, and never a short or damaged object. */
class BrokenConnectionTest {

    private static final ObjectAddress ADDRESS = new ObjectAddress("a".repeat(64));
    private static final int LENGTH = 100_000;

    @TempDir
    Path folder;

    private HttpServer service;

    @BeforeEach
    void startService() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", BrokenConnectionTest::breakOff);
        service.createContext("/api/v0/files/stat", BrokenConnectionTest::stat);
        service.start();
    }

    @AfterEach
    void stopService() {
        service.stop(0);
    }

    @Test
    void anObjectOfS3ThatBreaksOffIsAnOutage() {
        S3Location bucket = S3Server.bucket(service.getAddress().getPort(), "bucket", "");
        try (S3ObjectStore store = new S3ObjectStore(bucket, S3Server.CREDENTIALS, folder)) {
            assertBrokenOff(store);
        }
    }

    @Test
    void anObjectOfIpfsThatBreaksOffIsAnOutage() {
        URI api = URI.create("http://127.0.0.1:" + service.getAddress().getPort());
        assertBrokenOff(new IpfsObjectStore(new IpfsLocation(api, "/store"), StorageCredentials.NONE, folder));
    }

    private static void assertBrokenOff(ObjectStore store) {
        assertThatThrownBy(() -> store.verify(ADDRESS)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> {
                    try (InputStream in = store.open(ADDRESS)) {
                        in.transferTo(OutputStream.nullOutputStream());
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    @Timeout(20)
    void aMachineThatFallsSilentIsNotWaitedForWithoutEnd() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort());
                InputStream in = new PatientInput(socket.getInputStream(), Duration.ofMillis(200))) {
            assertThatThrownBy(in::read).isInstanceOf(InterruptedIOException.class);
        }
    }

    @Test
    void anEndBeforeTheLengthIsNoEnd() {
        InputStream in = new WholeInput(new ByteArrayInputStream(new byte[10]), 11, () -> {});
        assertThatThrownBy(in::readAllBytes).isInstanceOf(EOFException.class).hasMessageContaining("1 bytes");
    }

    private static void breakOff(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, LENGTH);
        exchange.getResponseBody().write(new byte[LENGTH / 2]);
        exchange.getResponseBody().flush();
        throw new IOException("the server cuts the connection");
    }

    private static void stat(HttpExchange exchange) throws IOException {
        byte[] answer = ("{\"Hash\":\"bafy\",\"Size\":" + LENGTH + "}").getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
