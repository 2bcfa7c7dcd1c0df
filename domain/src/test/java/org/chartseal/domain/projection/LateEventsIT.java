package org.chartseal.domain.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.LedgerEvent;
import org.chartseal.domain.shared.ForwardClock;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.domain.testing.TestClinic;
import org.chartseal.domain.testing.TestClock;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What opens while the ledger's events are an hour late, and when the portal's clock goes back. */
class LateEventsIT {

    private static final String GRANT = "ledger grant Osei";
    private static final LedgerEvent GIVEN = ToldLedger.grant(4, 0, "AccessGiven", GRANT);
    private static final LedgerEvent OTHER = ToldLedger.grant(6, 0, "AccessGiven", "another");
    private static final LedgerEvent REVOKED = ToldLedger.grant(7, 0, "AccessRevoked", GRANT);

    private final TestClinic clinic = new TestClinic();
    private final TestClock clock = new TestClock(TestPeople.NOW);

    @BeforeEach
    void theLedgerHasToldOfTheGrant() {
        clinic.database.transact(entities -> new ProjectionTables(entities).drop()); // this ledger tells itself
        assertThat(opens()).isFalse();
        follow(GIVEN);
        assertThat(opens()).isTrue();
    }

    @AfterEach
    void close() {
        clinic.close();
    }

    @Test
    void aGrantThatWasRevokedHereOpensNothingWhileTheLedgersWordIsAnHourLate() {
        write("UPDATE access_grant SET revoked_at = ?1 WHERE ledger_id = ?2");
        assertThat(opens()).isFalse();

        clock.advance(Duration.ofHours(1));
        follow(GIVEN);
        assertThat(opens()).as("an hour without news").isFalse();

        follow(GIVEN, OTHER, REVOKED);
        assertThat(opens()).as("when it has come").isFalse();
    }

    @Test
    void aRevocationThatComesLateEndsWhatTheWorkingRowStillSays() {
        clock.advance(Duration.ofHours(1));
        follow(GIVEN, OTHER, REVOKED);
        assertThat(opens()).isFalse();
    }

    @Test
    void whatWasToldLateLeavesTheSameAsWhatWasToldAtOnce() {
        clock.advance(Duration.ofHours(1));
        follow(GIVEN, OTHER, REVOKED);
        List<?> late = projection();

        clinic.database.transact(entities -> new ProjectionTables(entities).drop());
        follow(GIVEN, OTHER, REVOKED);
        assertThat(projection()).isEqualTo(late).hasSize(2);
    }

    @Test
    void aGrantThatHasEndedDoesNotHoldAgainOnAClockThatWasSetBack() {
        ForwardClock portal = new ForwardClock(clock, Duration.ofMinutes(1));
        clock.advance(Duration.ofDays(31));
        assertThat(opensAt(portal)).as("after its end").isFalse();

        clock.advance(Duration.ofDays(-2));
        assertThat(opensAt(clock)).as("on a clock that is believed").isTrue();
        assertThatThrownBy(() -> opensAt(portal)).isInstanceOf(Unavailable.class);
    }

    private boolean opens() {
        return opensAt(clock);
    }

    private boolean opensAt(Clock now) {
        return call(entities -> new AccessPolicy(entities, TestPeople.CLOCK)
                        .decide(clinic.osei, clinic.patient, RecordCategory.NOTES, Purpose.TREATMENT, now.instant())
                instanceof Allowed);
    }

    private void follow(LedgerEvent... events) {
        ProjectLedger projecting =
                new ProjectLedger(this::call, ToldLedger.of(events).ledger());
        try (ProjectLedger.Following following = projecting.open()) {
            following.run();
        }
    }

    private List<?> projection() {
        return call(entities -> {
            List<?> rows = entities.createNativeQuery(
                            "SELECT CAST(id AS text), given_block, coalesce(revoked_block, 0), changes FROM ledger_grant ORDER BY id")
                    .getResultList();
            return rows.stream().map(row -> List.of((Object[]) row)).toList();
        });
    }

    private void write(String sql) {
        call(entities -> entities.createNativeQuery(sql)
                .setParameter(1, java.sql.Timestamp.from(clock.instant()))
                .setParameter(2, TestPeople.id(GRANT))
                .executeUpdate());
    }

    private <T> T call(Function<EntityManager, T> work) {
        return clinic.database.inTransaction(work);
    }
}
