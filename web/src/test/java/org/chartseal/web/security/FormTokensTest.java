package org.chartseal.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Properties;
import org.chartseal.web.configuration.PortalConfiguration;
import org.chartseal.web.configuration.PortalConfigurationTest;
import org.junit.jupiter.api.Test;

class FormTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:30:00Z");

    private final FormTokens tokens = at(NOW, "another secret of more than thirty-two characters");

    private static FormTokens at(Instant now, String secret) {
        Properties properties = PortalConfigurationTest.complete();
        properties.setProperty("chartseal.secret", secret);
        Principal person = () -> "doctor";
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                FormTokensTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> person);
        return new FormTokens(request, Clock.fixed(now, ZoneOffset.UTC), PortalConfiguration.from(properties));
    }

    private static FormTokens later(Duration later) {
        return at(NOW.plus(later), "another secret of more than thirty-two characters");
    }

    @Test
    void a_token_holds_for_the_person_it_was_given_to() {
        assertThat(tokens.holds(tokens.token(), "doctor")).isTrue();
        assertThat(tokens.holds(tokens.token(), "doctor2")).isFalse();
    }

    @Test
    void it_holds_for_a_week_whatever_session_it_was_given_in() {
        assertThat(later(Duration.ofDays(6)).holds(tokens.token(), "doctor")).isTrue();
        assertThat(later(Duration.ofDays(7)).holds(tokens.token(), "doctor")).isFalse();
        assertThat(later(Duration.ofDays(-1)).holds(tokens.token(), "doctor")).isFalse();
    }

    @Test
    void another_installation_does_not_trust_it() {
        assertThat(at(NOW, "yet another secret of more than thirty-two").holds(tokens.token(), "doctor"))
                .isFalse();
    }

    @Test
    void what_is_no_token_does_not_hold() {
        for (String wrong : new String[] {"", ".", "x.y", "99999999999.a", tokens.token() + "a", "-1.a", "20781"}) {
            assertThat(tokens.holds(wrong, "doctor")).as(wrong).isFalse();
        }
    }
}
