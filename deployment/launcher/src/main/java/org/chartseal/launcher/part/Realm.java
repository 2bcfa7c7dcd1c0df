package org.chartseal.launcher.part;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.SecretName;

/** The realm as Keycloak's administration takes it: roles, clients and the first accounts. */
final class Realm {
    private static final String NAME = "chartseal";
    private static final int USUAL_PORT = 8080;
    static final String PORTAL_CLIENT = "chartseal-portal";
    static final String ACCOUNTS_CLIENT = "chartseal-accounts";

    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final List<String> ROLES = List.of(
            "receptionist",
            "doctor",
            "lab-technician",
            "lab-scientist",
            "patient",
            "insurer",
            "researcher",
            "administrator",
            "auditor");

    private final InstallationState state;
    private final String portalUrl;

    Realm(InstallationState state, String portalUrl) {
        this.state = state;
        this.portalUrl = portalUrl;
    }

    /**
     * The realm of the portal at this port. Browsers tell cookies apart by host and path, not by port, and a realm is a path: so
     * each installation on a machine needs a name of its own.
     */
    static String nameAt(int port) {
        return port == USUAL_PORT ? NAME : NAME + "-" + port;
    }

    String name() {
        return nameAt(state.publicPort());
    }

    JsonObject representation() {
        return Json.createObjectBuilder()
                .add("realm", name())
                .add("enabled", true)
                .add("displayName", "Chartseal")
                .add("loginTheme", "chartseal")
                .add("sslRequired", "external")
                .add("registrationAllowed", false)
                .add("resetPasswordAllowed", false)
                .add("rememberMe", false)
                .add("bruteForceProtected", true)
                .add("failureFactor", 10)
                .add("waitIncrementSeconds", MINUTE)
                .add("maxFailureWaitSeconds", 15 * MINUTE)
                .add("accessTokenLifespan", 5 * MINUTE)
                .add("ssoSessionIdleTimeout", 30 * MINUTE)
                .add("ssoSessionMaxLifespan", 10 * HOUR)
                .add("passwordPolicy", state.demo() ? "" : "length(12) and notUsername")
                .add("roles", Json.createObjectBuilder().add("realm", roles()))
                .add("clients", Json.createArrayBuilder().add(portalClient()).add(accountsClient()))
                .add("users", users())
                .build();
    }

    /** The part of the portal's client that follows its address. */
    JsonObject portalAddresses() {
        return Json.createObjectBuilder()
                .add("rootUrl", portalUrl)
                .add("baseUrl", "/")
                .add("redirectUris", Json.createArrayBuilder().add(portalUrl + "/*"))
                .add("webOrigins", Json.createArrayBuilder())
                .add("attributes", Json.createObjectBuilder().add("post.logout.redirect.uris", portalUrl + "/*"))
                .build();
    }

    private JsonObjectBuilder portalClient() {
        return confidential(PORTAL_CLIENT, SecretName.PORTAL_CLIENT)
                .add("name", "Chartseal")
                .add("standardFlowEnabled", true)
                .add("serviceAccountsEnabled", false)
                .addAll(Json.createObjectBuilder(portalAddresses()));
    }

    private JsonObjectBuilder accountsClient() {
        return confidential(ACCOUNTS_CLIENT, SecretName.ACCOUNTS_CLIENT)
                .add("name", "Accounts of the portal")
                .add("standardFlowEnabled", false)
                .add("serviceAccountsEnabled", true);
    }

    private JsonObjectBuilder confidential(String id, SecretName secret) {
        return Json.createObjectBuilder()
                .add("clientId", id)
                .add("enabled", true)
                .add("protocol", "openid-connect")
                .add("publicClient", false)
                .add("clientAuthenticatorType", "client-secret")
                .add("secret", state.secret(secret))
                .add("implicitFlowEnabled", false)
                .add("directAccessGrantsEnabled", false);
    }

    private static JsonArray roles() {
        JsonArrayBuilder roles = Json.createArrayBuilder();
        ROLES.forEach(role -> roles.add(Json.createObjectBuilder().add("name", role)));
        return roles.build();
    }

    private JsonArray users() {
        JsonArrayBuilder users = Json.createArrayBuilder().add(accountsUser());
        if (state.demo()) {
            DemoAccount.ALL.forEach(account -> users.add(user(account, "demo", false)));
        } else {
            state.oneTimePassword().ifPresent(password -> users.add(user(DemoAccount.ADMINISTRATOR, password, true)));
        }
        return users.build();
    }

    private static JsonObjectBuilder accountsUser() {
        JsonArrayBuilder rights =
                Json.createArrayBuilder().add("manage-users").add("view-users").add("query-users");
        return Json.createObjectBuilder()
                .add("username", "service-account-" + ACCOUNTS_CLIENT)
                .add("enabled", true)
                .add("serviceAccountClientId", ACCOUNTS_CLIENT)
                .add("clientRoles", Json.createObjectBuilder().add("realm-management", rights));
    }

    private static JsonObjectBuilder user(DemoAccount account, String password, boolean temporary) {
        JsonObjectBuilder credential = Json.createObjectBuilder()
                .add("type", "password")
                .add("value", password)
                .add("temporary", temporary);
        JsonArrayBuilder actions = Json.createArrayBuilder();
        if (temporary) {
            actions.add("UPDATE_PASSWORD");
        }
        return Json.createObjectBuilder()
                .add("username", account.name())
                .add("enabled", true)
                .add("emailVerified", true)
                .add("email", account.name() + "@hospital.example")
                .add("firstName", account.givenName())
                .add("lastName", account.familyName())
                .add("realmRoles", Json.createArrayBuilder().add(account.role()))
                .add("requiredActions", actions)
                .add("credentials", Json.createArrayBuilder().add(credential));
    }
}
