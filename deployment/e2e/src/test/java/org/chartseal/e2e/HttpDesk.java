package org.chartseal.e2e;

import com.microsoft.playwright.BrowserContext;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Sends what a person's browser would send, from any thread; a browser of the test kit answers to one alone. */
final class HttpDesk {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final String cookies;

    HttpDesk(String address, BrowserContext context) {
        this.address = address;
        this.cookies = context.cookies(address).stream()
                .map(cookie -> cookie.name + "=" + cookie.value)
                .collect(Collectors.joining("; "));
    }

    /** Sends the form with which a free time is booked, and answers the status. */
    int book(Map<String, String> time, String visitType, String patient, UUID form, String token)
            throws IOException, InterruptedException {
        Map<String, String> fields = new HashMap<>(time);
        fields.put("form", form.toString());
        fields.put("visitType", visitType);
        fields.put("patient", patient);
        fields.put("_token", token);
        return post("/reception/book", fields).statusCode();
    }

    HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Cookie", cookies)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Fetches an address and follows no redirect. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Cookie", cookies)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The parameters in an address. */
    static Map<String, String> query(String href) {
        Map<String, String> query = new HashMap<>();
        for (String pair : href.substring(href.indexOf('?') + 1).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }
}
