package org.chartseal.launcher.part;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.List;
import org.chartseal.launcher.installation.Installation;
import org.chartseal.launcher.installation.InstallationState;
import org.chartseal.launcher.installation.LedgerChoice;
import org.chartseal.launcher.installation.SecretName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmTest {
    private static final String URL = "http://localhost:8080";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void two_installations_on_one_machine_have_realms_of_their_own() {
        assertThat(Realm.nameAt(8080)).isEqualTo("chartseal");
        assertThat(Realm.nameAt(8081)).isEqualTo("chartseal-8081");
        assertThat(realm(true).getString("realm")).isEqualTo("chartseal");
    }

    @Test
    void people_can_be_sent_back_to_the_portal_only() {
        JsonObject client = client(realm(true), Realm.PORTAL_CLIENT);

        assertThat(texts(client, "redirectUris")).containsExactly(URL + "/*");
        assertThat(client.getJsonObject("attributes").getString("post.logout.redirect.uris"))
                .isEqualTo(URL + "/*");
    }

    @Test
    void no_client_takes_passwords_and_all_are_confidential() {
        assertThat(realm(true).getJsonArray("clients").getValuesAs(JsonObject.class))
                .hasSize(2)
                .allSatisfy(client -> {
                    assertThat(client.getBoolean("directAccessGrantsEnabled")).isFalse();
                    assertThat(client.getBoolean("implicitFlowEnabled")).isFalse();
                    assertThat(client.getBoolean("publicClient")).isFalse();
                });
    }

    @Test
    void the_demo_has_each_role_and_its_accounts() {
        JsonObject realm = realm(true);

        assertThat(realm.getJsonObject("roles").getJsonArray("realm")).hasSize(9);
        assertThat(names(realm))
                .contains("reception", "doctor", "doctor2", "labtech", "labscientist", "patient", "patient2")
                .contains("insurer", "researcher", "admin", "auditor");
    }

    @Test
    void without_the_demo_there_is_one_administrator_who_must_choose_a_password() {
        JsonObject realm = realm(false);

        assertThat(names(realm)).containsExactlyInAnyOrder("admin", "service-account-" + Realm.ACCOUNTS_CLIENT);
        JsonObject admin = user(realm, "admin");
        assertThat(admin.getJsonArray("credentials").getJsonObject(0).getBoolean("temporary"))
                .isTrue();
        assertThat(texts(admin, "requiredActions")).containsExactly("UPDATE_PASSWORD");
        assertThat(realm.toString()).doesNotContain("\"demo\"");
    }

    @Test
    void the_portal_may_manage_accounts_and_nothing_else() {
        JsonObject rights =
                user(realm(true), "service-account-" + Realm.ACCOUNTS_CLIENT).getJsonObject("clientRoles");

        assertThat(rights.keySet()).containsExactly("realm-management");
        assertThat(texts(rights, "realm-management"))
                .containsExactlyInAnyOrder("manage-users", "view-users", "query-users");
    }

    @Test
    void clients_have_the_secrets_of_this_installation() {
        InstallationState state = new Installation(folder).create(8080, true, new LedgerChoice.Solo());
        JsonObject realm = new Realm(state, URL).representation();

        assertThat(client(realm, Realm.PORTAL_CLIENT).getString("secret"))
                .isEqualTo(state.secret(SecretName.PORTAL_CLIENT));
        assertThat(client(realm, Realm.ACCOUNTS_CLIENT).getString("secret"))
                .isEqualTo(state.secret(SecretName.ACCOUNTS_CLIENT));
    }

    private JsonObject realm(boolean demo) {
        return new Realm(new Installation(folder).create(8080, demo, new LedgerChoice.Solo()), URL).representation();
    }

    private static JsonObject client(JsonObject realm, String id) {
        return named(realm, "clients", "clientId", id);
    }

    private static JsonObject user(JsonObject realm, String name) {
        return named(realm, "users", "username", name);
    }

    private static JsonObject named(JsonObject realm, String array, String key, String value) {
        return realm.getJsonArray(array).getValuesAs(JsonObject.class).stream()
                .filter(object -> object.getString(key).equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(JsonObject realm) {
        return realm.getJsonArray("users").getValuesAs(JsonObject.class).stream()
                .map(user -> user.getString("username"))
                .toList();
    }

    private static List<String> texts(JsonObject object, String key) {
        return object.getJsonArray(key).stream().map(RealmTest::text).toList();
    }

    private static String text(JsonValue value) {
        return ((JsonString) value).getString();
    }
}
