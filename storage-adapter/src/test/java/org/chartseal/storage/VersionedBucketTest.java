package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.chartseal.domain.documents.ObjectAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service that keeps versions answers, on the wire; the server of the other tests keeps none. */
class VersionedBucketTest {

    private static final ObjectAddress ADDRESS = new ObjectAddress("a".repeat(64));
    private static final String KEY = ObjectPath.of(ADDRESS);

    @TempDir
    Path folder;

    private final List<String> deleted = Collections.synchronizedList(new ArrayList<>());
    private HttpServer service;

    @BeforeEach
    void startService() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::answer);
        service.start();
    }

    @AfterEach
    void stopService() {
        service.stop(0);
    }

    @Test
    void aRemovedObjectHasNoVersionLeftAndOthersKeepTheirs() {
        S3Location bucket = S3Server.bucket(service.getAddress().getPort(), "bucket", "");
        try (S3ObjectStore store = new S3ObjectStore(bucket, S3Server.CREDENTIALS, folder)) {
            store.remove(ADDRESS);
        }
        assertThat(deleted).containsExactlyInAnyOrder("current", "versionId=v1", "versionId=v2", "versionId=mark");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (exchange.getRequestMethod().equals("GET") && query.contains("versions")) {
            send(exchange, 200, versions());
        } else if (query.contains("versionId=")) {
            deleted.add(query);
            send(exchange, 204, "");
        } else {
            deleted.add("current");
            exchange.getResponseHeaders().add("x-amz-delete-marker", "true");
            exchange.getResponseHeaders().add("x-amz-version-id", "mark");
            send(exchange, 204, "");
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String versions() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<ListVersionsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>bucket</Name>"
                + "<IsTruncated>false</IsTruncated>"
                + "<Version><Key>" + KEY + "</Key><VersionId>v1</VersionId></Version>"
                + "<Version><Key>" + KEY + "</Key><VersionId>v2</VersionId></Version>"
                + "<Version><Key>" + KEY + ".another</Key><VersionId>kept</VersionId></Version>"
                + "<DeleteMarker><Key>" + KEY + "</Key><VersionId>mark</VersionId></DeleteMarker>"
                + "</ListVersionsResult>";
    }
}
