package org.chartseal.server;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * What the portal says about itself.
 *
 * @param status of the answer
 * @param answer the answer
 */
record Health(int status, JsonObject answer) {

    static Health ask() throws IOException, InterruptedException {
        URI address = URI.create(InstallationUnderTest.url() + "/health/ready");
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return new Health(response.statusCode(), reader.readObject());
        }
    }

    String state() {
        return answer.getString("state");
    }

    /** {@code UP} or {@code DOWN}. */
    String part(String name) {
        return answer.getJsonObject("parts").getString(name);
    }

    JsonObject ledger() {
        return answer.getJsonObject("ledger");
    }
}
