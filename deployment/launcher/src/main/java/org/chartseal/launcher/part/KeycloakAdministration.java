package org.chartseal.launcher.part;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.SecretName;

/** What the launcher does in Keycloak, as a client that was created when Keycloak first started. */
final class KeycloakAdministration {
    static final String CLIENT = "chartseal-launcher";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String url;
    private final String token;

    private KeycloakAdministration(String url, String token) {
        this.url = url;
        this.token = token;
    }

    static KeycloakAdministration signIn(String url, InstallationState state) throws IOException {
        String form = "grant_type=client_credentials&client_id=" + CLIENT + "&client_secret="
                + URLEncoder.encode(state.secret(SecretName.SIGN_IN_ADMINISTRATION), StandardCharsets.UTF_8);
        HttpResponse<String> response =
                Http.send(HttpRequest.newBuilder(URI.create(url + "/realms/master/protocol/openid-connect/token"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build());
        requireStatus(response, 200);
        JsonObject answer = Http.json(response.body()).asJsonObject();
        return new KeycloakAdministration(url + "/admin/realms", answer.getString("access_token"));
    }

    boolean hasRealm(String name) throws IOException {
        HttpResponse<String> response = send(request("/" + name).GET());
        if (response.statusCode() == 404) {
            return false;
        }
        requireStatus(response, 200);
        return true;
    }

    /** Does nothing when it has that name already. */
    void renameRealm(String from, String to) throws IOException {
        if (!from.equals(to) && hasRealm(from)) {
            JsonObject name = Json.createObjectBuilder().add("realm", to).build();
            requireStatus(send(request("/" + from).PUT(body(name))), 204);
        }
    }

    void createRealm(Realm realm) throws IOException {
        requireStatus(send(request("").POST(body(realm.representation()))), 201);
    }

    /** Lets people come back to the portal's address of now, and to no other. */
    void fitPortalClient(Realm realm) throws IOException {
        HttpResponse<String> found = send(request("/" + realm.name() + "/clients?clientId=" + Realm.PORTAL_CLIENT)
                .GET());
        requireStatus(found, 200);
        JsonObject client = Http.json(found.body()).asJsonArray().getJsonObject(0);
        JsonObject fitted = Json.createObjectBuilder(client)
                .addAll(Json.createObjectBuilder(realm.portalAddresses()))
                .build();
        String path = "/" + realm.name() + "/clients/" + client.getString("id");
        requireStatus(send(request(path).PUT(body(fitted))), 204);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        return Http.send(request.build());
    }

    private static HttpRequest.BodyPublisher body(JsonObject object) {
        return HttpRequest.BodyPublishers.ofString(object.toString());
    }

    private static void requireStatus(HttpResponse<String> response, int status) throws IOException {
        if (response.statusCode() != status) {
            throw new IOException("Keycloak answered " + response.statusCode() + " to "
                    + response.request().method() + " "
                    + response.request().uri().getPath() + ": " + response.body());
        }
    }
}
