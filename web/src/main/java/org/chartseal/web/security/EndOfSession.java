package org.chartseal.web.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.web.configuration.PortalConfiguration;

/** Where a person goes to end their session with the OpenID provider (OpenID Connect RP-Initiated Logout 1.0). */
@RequestScoped
public class EndOfSession {

    private final OpenIdProvider provider;
    private final SignedIn signedIn;
    private final PortalConfiguration configuration;

    @Inject
    EndOfSession(OpenIdProvider provider, SignedIn signedIn, PortalConfiguration configuration) {
        this.provider = provider;
        this.signedIn = signedIn;
        this.configuration = configuration;
    }

    /**
     * The address, with the way back to the portal.
     *
     * @throws Unavailable when the provider does not answer, so that nobody thinks a session ended that goes on
     */
    public URI address() {
        UriBuilder address = UriBuilder.fromUri(provider.endSessionEndpoint())
                .queryParam("client_id", configuration.clientId())
                .queryParam("post_logout_redirect_uri", "{back}");
        signedIn.idToken().ifPresent(token -> address.queryParam("id_token_hint", token));
        return address.build(configuration.publicUrl() + "/");
    }
}
