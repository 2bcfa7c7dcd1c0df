package org.chartseal.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** The accounts of an installation, in the hands of whoever administers the sign-in server. */
final class Accounts {

    private final HttpClient client = HttpClient.newHttpClient();
    private final String realm;
    private final String token;

    private Accounts(String provider, String secret) throws IOException {
        this.realm = provider.replace("/realms/", "/admin/realms/");
        String form = "grant_type=client_credentials&client_id=chartseal-launcher&client_secret="
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String address = provider.replaceFirst("/realms/.*", "/realms/master/protocol/openid-connect/token");
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        this.token = JsonParser.parseString(answer.body())
                .getAsJsonObject()
                .get("access_token")
                .getAsString();
    }

    static Accounts of(Installation installation) throws IOException {
        JsonObject state = JsonParser.parseString(
                        Files.readString(installation.data().resolve("installation.json")))
                .getAsJsonObject();
        return new Accounts(
                installation.settings().getProperty("chartseal.oidc.provider-url"),
                state.getAsJsonObject("secrets").get("sign-in-administration").getAsString());
    }

    /** How many seconds a token lasts from now on; answers how many it did. */
    int tokenLifespan(int seconds) throws IOException {
        int before = ask("").getAsJsonObject().get("accessTokenLifespan").getAsInt();
        JsonObject changed = new JsonObject();
        changed.addProperty("accessTokenLifespan", seconds);
        change("PUT", "", changed);
        return before;
    }

    void give(String account, String role) throws IOException {
        change("POST", mappings(account), role(role));
    }

    void take(String account, String role) throws IOException {
        change("DELETE", mappings(account), role(role));
    }

    /** Whether one can sign in with it. */
    void open(String account, boolean open) throws IOException {
        JsonObject changed = new JsonObject();
        changed.addProperty("enabled", open);
        change("PUT", "/users/" + id(account), changed);
    }

    private String mappings(String account) throws IOException {
        return "/users/" + id(account) + "/role-mappings/realm";
    }

    private String id(String account) throws IOException {
        return ask("/users?exact=true&username=" + account)
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject()
                .get("id")
                .getAsString();
    }

    private JsonArray role(String name) throws IOException {
        JsonArray roles = new JsonArray();
        roles.add(ask("/roles/" + name));
        return roles;
    }

    private JsonElement ask(String path) throws IOException {
        return JsonParser.parseString(send(authorized(path).GET()).body());
    }

    private void change(String method, String path, JsonElement body) throws IOException {
        send(authorized(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder authorized(String path) {
        return HttpRequest.newBuilder(URI.create(realm + path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IOException(answer.request().method() + " "
                        + answer.uri().getPath() + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
