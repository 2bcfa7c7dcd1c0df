package org.chartseal.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.chartseal.domain.records.LedgerBacklog.Waiting;
import org.chartseal.web.configuration.PortalConfiguration.LedgerKind;
import org.junit.jupiter.api.Test;

class HealthTest {

    private static final Instant SINCE = Instant.parse("2026-11-21T09:00:00.123Z");
    private static final Health.Away PEER =
            new Health.Away("peer", "The peer does not answer.", SINCE, SINCE.plusSeconds(2));

    @Test
    void whatWaitsAndWhyIsTold() {
        Waiting waiting = new Waiting(7, 5, Optional.of(Duration.ofMillis(310_900)));
        Health health = health(
                true,
                true,
                new Health.Ledger(LedgerKind.FABRIC, OptionalLong.of(12), Optional.of(waiting), Optional.of(PEER)));

        assertThat(health.state()).isEqualTo(Health.State.DEGRADED);
        assertThat(health.toJson().getJsonObject("ledger"))
                .hasToString("{\"kind\":\"fabric\",\"height\":12,\"pendingSeals\":5,\"pendingMessages\":7,"
                        + "\"oldestPendingSeconds\":310,\"away\":{\"part\":\"peer\","
                        + "\"text\":\"The peer does not answer.\",\"since\":\"2026-11-21T09:00:00Z\","
                        + "\"nextTry\":\"2026-11-21T09:00:02Z\"}}");
    }

    @Test
    void whereNothingWaitsThereIsNoAge() {
        Waiting nothing = new Waiting(0, 0, Optional.empty());
        Health health = health(
                true,
                true,
                new Health.Ledger(LedgerKind.SOLO, OptionalLong.of(12), Optional.of(nothing), Optional.empty()));

        assertThat(health.state()).isEqualTo(Health.State.UP);
        assertThat(health.toJson().getJsonObject("ledger"))
                .hasToString("{\"kind\":\"solo\",\"height\":12,\"pendingSeals\":0,\"pendingMessages\":0,"
                        + "\"oldestPendingSeconds\":null,\"away\":null}");
    }

    @Test
    void withoutTheLedgerWorkIsPossibleAndWithoutTheDatabaseItIsNot() {
        Health.Ledger away =
                new Health.Ledger(LedgerKind.SOLO, OptionalLong.empty(), Optional.empty(), Optional.empty());

        assertThat(health(true, false, away).state()).isEqualTo(Health.State.DEGRADED);
        assertThat(health(false, true, away).state()).isEqualTo(Health.State.DOWN);
    }

    @Test
    void aReplicaThatIsAwayIsNamedAndWorkIsPossible() {
        Health.Ledger up = new Health.Ledger(LedgerKind.SOLO, OptionalLong.of(1), Optional.empty(), Optional.empty());
        Health behind = health(true, true, up, Map.of("file:/srv/a", Optional.of(3)));
        assertThat(behind.state()).isEqualTo(Health.State.UP);
        assertThat(behind.toJson().getJsonObject("replicas"))
                .hasToString("{\"file:/srv/a\":{\"state\":\"UP\",\"behind\":3}}");

        Health away = health(true, true, up, Map.of("s3://b/", Optional.empty()));
        assertThat(away.state()).isEqualTo(Health.State.DEGRADED);
        assertThat(away.toJson().getJsonObject("replicas"))
                .hasToString("{\"s3://b/\":{\"state\":\"DOWN\",\"behind\":null}}");
    }

    @Test
    void withoutTheScannerWorkIsPossibleAndItIsNamed() {
        Health.Ledger up = new Health.Ledger(LedgerKind.SOLO, OptionalLong.of(1), Optional.empty(), Optional.empty());
        assertThat(withScanner(up, true).state()).isEqualTo(Health.State.UP);
        Health away = withScanner(up, false);
        assertThat(away.state()).isEqualTo(Health.State.DEGRADED);
        assertThat(away.toJson().getJsonObject("parts").getString("scanner")).isEqualTo("DOWN");
    }

    private static Health withScanner(Health.Ledger ledger, boolean answers) {
        return new Health(
                Map.of("database", true, "ledger", true, "scanner", answers), ledger, Map.of(), DemoHospital.Stage.OFF);
    }

    private static Health health(boolean database, boolean ledgerAnswers, Health.Ledger ledger) {
        return health(database, ledgerAnswers, ledger, Map.of());
    }

    private static Health health(
            boolean database, boolean ledgerAnswers, Health.Ledger ledger, Map<String, Optional<Integer>> replicas) {
        return new Health(
                Map.of("database", database, "ledger", ledgerAnswers), ledger, replicas, DemoHospital.Stage.OFF);
    }
}
