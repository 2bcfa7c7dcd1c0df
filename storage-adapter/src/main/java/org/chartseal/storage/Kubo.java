package org.chartseal.storage;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Calls of an IPFS node's RPC API, as kubo offers it. Each has a limit of time. */
final class Kubo {

    /** For what a node answers from its memory or with little work. */
    static final Duration SHORT = Duration.ofSeconds(20);

    /** For what reads or writes much. */
    static final Duration LONG = Duration.ofMinutes(10);

    private static final Duration CONNECTING = Duration.ofSeconds(4);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final String BOUNDARY = "chartseal-5f0c7c1e9b2d4a66";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .build();
    private final URI api;
    private final Optional<String> authorization;

    Kubo(URI api, Optional<String> authorization) {
        this.api = api;
        this.authorization = authorization;
    }

    /**
     * Calls a command and reads its whole answer.
     *
     * @param arguments names and values in turn
     * @throws Refusal when the node says no
     * @throws IOException when it does not answer
     */
    String call(Duration limit, String command, String... arguments) throws IOException {
        return text(send(request(limit, command, arguments).POST(BodyPublishers.noBody())));
    }

    /** As {@link #call}, where the answer is one JSON object. */
    JsonObject ask(String command, String... arguments) throws IOException {
        return json(call(SHORT, command, arguments));
    }

    /** As {@link #call}, with bytes as the file that the command is about. */
    String upload(BodyPublisher bytes, String command, String... arguments) throws IOException {
        HttpRequest.Builder request = request(LONG, command, arguments)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString("--" + BOUNDARY + "\r\n"
                                + "Content-Disposition: form-data; name=\"file\"; filename=\"object\"\r\n"
                                + "Content-Type: application/octet-stream\r\n\r\n"),
                        bytes,
                        BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n")));
        return text(send(request));
    }

    /** As {@link #call}, and hands out the answer as it comes. The caller closes it. */
    InputStream stream(String command, String... arguments) throws IOException {
        HttpResponse<InputStream> answer =
                send(request(SHORT, command, arguments).POST(BodyPublishers.noBody()));
        return new PatientInput(answer.body(), SILENCE);
    }

    private HttpRequest.Builder request(Duration limit, String command, String... arguments) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < arguments.length; i += 2) {
            query.append(i == 0 ? '?' : '&')
                    .append(arguments[i])
                    .append('=')
                    .append(URLEncoder.encode(arguments[i + 1], StandardCharsets.UTF_8));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(api.resolve("/api/v0/" + command + query))
                .timeout(limit);
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    /** A kept connection may have ended with the node that was restarted since: one more try, on a new one. */
    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
        try {
            return once(request.build());
        } catch (Refusal | ConnectException | HttpTimeoutException answered) {
            throw answered;
        } catch (IOException stale) {
            return once(request.build());
        }
    }

    private HttpResponse<InputStream> once(HttpRequest request) throws IOException {
        try {
            HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new Refusal(answer.statusCode(), message(text(answer)));
            }
            return answer;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static String text(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream body = new PatientInput(answer.body(), LONG)) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static JsonObject json(String text) throws IOException {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        } catch (JsonException notJson) {
            throw new IOException("the node's answer is not JSON", notJson);
        }
    }

    private static String message(String text) {
        try {
            return json(text).getString("Message", text);
        } catch (IOException plainText) {
            return text.strip();
        }
    }

    /** The node answered, and said no. */
    static final class Refusal extends IOException {

        private static final long serialVersionUID = 1L;

        Refusal(int status, String message) {
            super(status + " " + message);
        }

        boolean says(String part) {
            return String.valueOf(getMessage()).contains(part);
        }
    }
}
