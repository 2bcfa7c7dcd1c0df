package org.chartseal.web.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.people.Role;
import org.wildfly.security.http.oidc.IDToken;
import org.wildfly.security.http.oidc.OidcPrincipal;
import org.wildfly.security.http.oidc.OidcSecurityContext;

/** The person who is signed in, as the OpenID provider vouches for them. */
@RequestScoped
public class SignedIn {

    private final HttpServletRequest request;

    @Inject
    SignedIn(HttpServletRequest request) {
        this.request = request;
    }

    /** The roles that the portal knows. */
    public Set<Role> roles() {
        return Arrays.stream(Role.values())
                .filter(role -> request.isUserInRole(role.code()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    /** The full name, or the account's where the provider tells none; empty when nobody is signed in. */
    public String displayName() {
        Principal principal = request.getUserPrincipal();
        return context()
                .map(OidcSecurityContext::getIDToken)
                .map(IDToken::getName)
                .orElse(principal == null ? "" : principal.getName());
    }

    /** The token that the provider wants to see when the person signs out. */
    Optional<String> idToken() {
        return context().map(OidcSecurityContext::getIDTokenString);
    }

    private Optional<OidcSecurityContext> context() {
        return request.getUserPrincipal() instanceof OidcPrincipal<?> principal
                ? Optional.ofNullable(principal.getOidcSecurityContext())
                : Optional.empty();
    }
}
