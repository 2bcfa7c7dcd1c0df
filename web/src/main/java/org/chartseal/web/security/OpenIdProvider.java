package org.chartseal.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.web.configuration.PortalConfiguration;

/** The OpenID provider's description of itself (OpenID Connect Discovery 1.0). */
@ApplicationScoped
public class OpenIdProvider {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final PortalConfiguration configuration;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    @Inject
    OpenIdProvider(PortalConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * The address at which a person's session with the provider ends.
     *
     * @throws Unavailable when the provider does not answer
     */
    public URI endSessionEndpoint() {
        return URI.create(describe().getString("end_session_endpoint"));
    }

    /**
     * Asks whether people can sign in.
     *
     * @throws Unavailable when the provider does not answer with its description
     */
    public void check() {
        describe().getString("authorization_endpoint");
    }

    private JsonObject describe() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(configuration.providerUrl() + "/.well-known/openid-configuration"))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
                return reader.readObject();
            }
        } catch (IOException | JsonException away) {
            throw new Unavailable("sign-in", Duration.ofSeconds(10), away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unavailable("sign-in", Duration.ofSeconds(10), interrupted);
        }
    }
}
