package org.chartseal.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Someone who signs in by the forms that a browser would send, and then asks for pages. */
final class Visitor {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final Pattern FORM = Pattern.compile("action=\"([^\"]*/login-actions/authenticate[^\"]*)\"");
    private static final int PIECE = 1 << 16;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int MOST_REDIRECTS = 10;

    private final String address;
    private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();

    private Visitor(String address) {
        this.address = address;
    }

    /** Signs in with a demo account. */
    static Visitor signIn(String address, String account) {
        Visitor visitor = new Visitor(address);
        HttpResponse<String> form =
                visitor.follow(visitor.request(URI.create(address + "/")).GET());
        Matcher action = FORM.matcher(form.body());
        if (!action.find()) {
            throw new IllegalStateException("no form to sign in with: " + form.statusCode() + " " + form.uri());
        }
        String fields = "username=" + URLEncoder.encode(account, StandardCharsets.UTF_8) + "&password=demo";
        URI target = form.uri().resolve(action.group(1).replace("&amp;", "&"));
        HttpResponse<String> home = visitor.follow(visitor.request(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(fields)));
        if (home.statusCode() != OK || !home.uri().toString().startsWith(address)) {
            throw new IllegalStateException(account + " is not signed in: " + home.statusCode() + " " + home.uri());
        }
        return visitor;
    }

    /**
     * The page's text.
     *
     * @throws IllegalStateException when it is refused, or is the page to sign in
     */
    String page(String path) {
        return answer(request(URI.create(address + path)).GET(), path);
    }

    /** Asks for a page as the measurement does. */
    void read(String path, Optional<String> header) {
        HttpRequest.Builder request = request(URI.create(address + path)).GET();
        header.ifPresent(name -> request.header(name, "1"));
        answer(request, path);
    }

    /** Posts a file as the page's script does, and waits for the answer. */
    void upload(String path, String token, String name, long size, Supplier<InputStream> content) {
        String target = path + "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        try {
            HttpURLConnection connection = connection(target);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(size);
            connection.setRequestProperty("Content-Type", "application/octet-stream");
            connection.setRequestProperty("X-Form-Token", token);
            connection.setRequestProperty("X-Requested-With", "XMLHttpRequest");
            try (InputStream bytes = content.get();
                    OutputStream out = connection.getOutputStream()) {
                copy(bytes, out);
            }
            require(connection, NO_CONTENT, path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads a file to its end and keeps none of it; answers how many bytes it has. */
    long drain(String path) {
        try {
            HttpURLConnection connection = connection(path);
            require(connection, OK, path);
            try (InputStream content = connection.getInputStream()) {
                return copy(content, OutputStream.nullOutputStream());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** For what is large: it takes the least of the processors that the portal needs as well. */
    private HttpURLConnection connection(String path) throws IOException {
        URI target = URI.create(address + path);
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Cookie", sent(target));
        return connection;
    }

    private static void require(HttpURLConnection connection, int status, String path) throws IOException {
        if (connection.getResponseCode() != status) {
            throw new IllegalStateException(path + " answers " + connection.getResponseCode());
        }
    }

    private static long copy(InputStream in, OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        long count = 0;
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            out.write(piece, 0, read);
            count += read;
        }
        return count;
    }

    private String answer(HttpRequest.Builder request, String path) {
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(path + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpRequest.Builder request(URI target) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target);
        String sent = sent(target);
        return sent.isEmpty() ? request : request.header("Cookie", sent);
    }

    private String sent(URI target) {
        return cookies.getOrDefault(target.getAuthority(), Map.of()).entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private HttpResponse<String> follow(HttpRequest.Builder first) {
        HttpResponse<String> answer = send(first);
        for (int redirect = 0; redirect < MOST_REDIRECTS; redirect++) {
            Optional<String> next = answer.headers().firstValue("Location");
            if (next.isEmpty()) {
                return answer;
            }
            answer = send(request(answer.uri().resolve(next.get())).GET());
        }
        throw new IllegalStateException("redirected for ever by " + answer.uri());
    }

    /** Cookies are kept by host and port, which a browser would not do; here several parts share a host. */
    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            for (String cookie : answer.headers().allValues("Set-Cookie")) {
                String[] pair = cookie.split(";", 2)[0].split("=", 2);
                cookies.computeIfAbsent(answer.uri().getAuthority(), host -> new LinkedHashMap<>())
                        .put(pair[0], pair[1]);
            }
            return answer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
