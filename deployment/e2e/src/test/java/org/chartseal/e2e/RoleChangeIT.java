package org.chartseal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody whose roles are changed, or whose account is closed, while they work. The token they hold lasts seconds here. */
@Journey
class RoleChangeIT {

    private static final String ACCOUNT = "labtech";
    private static final Duration NEXT_TOKEN = Duration.ofSeconds(30);

    private Accounts accounts;
    private int lifespan;

    @BeforeEach
    void shortTokens(Portal portal) throws IOException {
        accounts = Accounts.of(portal.installation());
        lifespan = accounts.tokenLifespan(3);
    }

    @AfterEach
    void asBefore() throws IOException {
        accounts.tokenLifespan(lifespan);
        accounts.open(ACCOUNT, true);
        accounts.take(ACCOUNT, "receptionist");
        accounts.give(ACCOUNT, "lab-technician");
    }

    @Test
    void whatSomebodyMayNoLongerIsRefusedWithTheirNextTokenAndWhatIsNewIsOpen(Portal portal) throws IOException {
        try (Visit visit = portal.signIn(ACCOUNT)) {
            assertThat(visit.open("/lab")).isEqualTo(200);
            assertThat(visit.open("/reception")).isEqualTo(403);

            accounts.take(ACCOUNT, "lab-technician");
            accounts.give(ACCOUNT, "receptionist");

            visit.until(NEXT_TOKEN, () -> visit.open("/lab") == 403);
            assertThat(visit.open("/reception")).isEqualTo(200);
        }
    }

    @Test
    void whoseAccountIsClosedIsOutWithTheirNextToken(Portal portal) throws IOException {
        try (Visit visit = portal.signIn(ACCOUNT)) {
            assertThat(visit.open("/lab")).isEqualTo(200);

            accounts.open(ACCOUNT, false);

            visit.until(NEXT_TOKEN, () -> {
                visit.open("/lab");
                return visit.page().locator("#username").isVisible();
            });
        }
    }
}
