package org.chartseal.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Serves the portal's scripts and an empty page, under the policy of the page that verifies records. */
final class AssetServer implements AutoCloseable {

    private static final Path ASSETS = Path.of("..", "..", "web", "src", "main", "webapp", "assets");
    private static final Path LIBRARIES = Path.of("..", "..", "web", "target", "classes", "assets.properties");
    private static final String PREFIX = "/assets/x/";
    private static final String POLICY = "default-src 'none'; script-src 'self'; connect-src 'none'";

    private final HttpServer server;
    private final Properties libraries = new Properties();

    AssetServer() throws IOException {
        try (InputStream in = Files.newInputStream(LIBRARIES)) {
            libraries.load(in);
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    /** Where it answers. */
    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean script = path.startsWith(PREFIX);
        byte[] content =
                script ? asset(path.substring(PREFIX.length())) : "<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", script ? "text/javascript" : "text/html");
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
    }

    private byte[] asset(String name) throws IOException {
        String library = libraries.getProperty(name);
        if (library == null) {
            return Files.readAllBytes(ASSETS.resolve(name));
        }
        try (InputStream in = AssetServer.class.getResourceAsStream("/META-INF/resources" + library)) {
            if (in == null) {
                throw new IOException("no " + library);
            }
            return in.readAllBytes();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
