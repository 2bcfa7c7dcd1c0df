package org.chartseal.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The portal on its server, with real database, sign-in and ledger. */
@Order(1)
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PortalServerIT {
    private static final String URL = InstallationUnderTest.url();
    private static String signIn = "";

    @BeforeAll
    static void findSignIn() throws Exception {
        signIn = InstallationUnderTest.part("sign-in").getString("endpoint");
    }

    @Test
    @Order(2)
    void who_is_not_signed_in_is_sent_to_sign_in_and_back_to_where_they_wanted() throws Exception {
        HttpResponse<String> answer = get("/doctor");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer))
                .startsWith(
                        signIn + "/realms/chartseal-" + InstallationUnderTest.port() + "/protocol/openid-connect/auth?")
                .contains("client_id=chartseal-portal")
                .contains("redirect_uri="
                        + java.net.URLEncoder.encode(URL + "/doctor", java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    @Order(3)
    void a_proxy_header_that_anyone_can_send_changes_nothing() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(URL + "/doctor"))
                                .header("X-Forwarded-Host", "evil.example")
                                .header("X-Forwarded-Proto", "https")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(location(answer)).doesNotContain("evil.example").doesNotContain("redirect_uri=https");
    }

    @Test
    @Order(4)
    void sign_in_sends_nobody_to_another_site() throws Exception {
        HttpResponse<String> answer = new Browser()
                .open(signIn + "/realms/chartseal-" + InstallationUnderTest.port()
                        + "/protocol/openid-connect/auth?response_type=code&scope=openid"
                        + "&client_id=chartseal-portal&redirect_uri=http://evil.example/");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("<form");
    }

    @Test
    @Order(5)
    void the_first_administrator_chooses_a_password_and_opens_no_page_of_another_role() throws Exception {
        Browser browser = new Browser();
        HttpResponse<String> login = browser.open(URL + "/admin");
        HttpResponse<String> first =
                browser.submit(login, Map.of("username", "admin", "password", InstallationUnderTest.oneTimePassword()));
        assertThat(first.body()).contains("password-new");

        String chosen = "a long enough password";
        browser.submit(first, Map.of("password-new", chosen, "password-confirm", chosen));
        HttpResponse<String> doctor = browser.open(URL + "/doctor");

        assertThat(doctor.uri()).isEqualTo(URI.create(URL + "/doctor"));
        assertThat(doctor.statusCode()).isEqualTo(403);
    }

    @Test
    @Order(6)
    void the_one_time_password_opens_nothing_any_more() throws Exception {
        Browser browser = new Browser();
        HttpResponse<String> login = browser.open(URL + "/admin");
        HttpResponse<String> answer =
                browser.submit(login, Map.of("username", "admin", "password", InstallationUnderTest.oneTimePassword()));

        assertThat(answer.uri().toString()).startsWith(signIn);
        assertThat(answer.body()).contains("User name or password is not right");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(URL + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("none");
    }
}
