package org.chartseal.domain.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.domain.testing.TestClock;
import org.chartseal.domain.testing.TestLedger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A record whose every row was deleted, past all triggers, is missed by its seal on the ledger. */
class SealsWithoutRecordIT {

    private final SealingFixture fixture = new SealingFixture();
    private final TestLedger ledger = new TestLedger();
    private final TestClock clock = new TestClock(SealingFixture.NOW);
    private final SealsWithoutRecord looking = new SealsWithoutRecord(fixture.transactions(), ledger, clock);
    private final List<SealId> seals = new ArrayList<>();

    @BeforeEach
    void seal() {
        AnchorOutbox anchoring = new AnchorOutbox(fixture.transactions(), ledger, Runnable::run, clock);
        for (String record : List.of("first", "second", "third", "fourth", "fifth")) {
            seals.add(fixture.seal(record, record));
        }
        while (anchoring.step().more()) {
            clock.advance(java.time.Duration.ofSeconds(1));
        }
        seals.forEach(seal -> project(seal.toString()));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whereEveryRecordIsThereNothingIsMissed() {
        assertThat(looking.step(100)).isEmpty();
        assertThat(findings()).isEmpty();
    }

    @Test
    void aDeletedRecordIsMissedInEveryRoundAndToldOnce() {
        delete(seals.get(2));

        assertThat(looking.step(100)).containsExactly(seals.get(2));
        assertThat(looking.step(100)).isEmpty();
        assertThat(looking.step(100)).containsExactly(seals.get(2));
        assertThat(findings()).containsExactly(seals.get(2) + " sealed-row-matches sealed-row-gone");
    }

    @Test
    void smallStepsComeRoundToAllOfThem() {
        delete(seals.get(0));
        delete(seals.get(4));

        List<SealId> missed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            missed.addAll(looking.step(2));
        }

        assertThat(missed).containsExactlyInAnyOrder(seals.get(0), seals.get(4));
    }

    @Test
    void anotherHospitalsSealsAreToldApartOnce() {
        delete(seals.get(1));
        ledger.submittedBy(seals.get(1), "HospitalB");
        edit("SET session_replication_role = replica; DELETE FROM practitioner");

        assertThat(looking.step(100)).isEmpty();
        ledger.setAway(true);
        looking.step(100);

        assertThat(looking.step(100)).as("asked once").isEmpty();
        assertThat(findings()).isEmpty();
    }

    /** As after a backup was restored that is older than the practitioner. */
    @Test
    void aSealOfThisHospitalIsMissedThoughWhoSignedItIsNotKnown() {
        delete(seals.get(1));
        edit("SET session_replication_role = replica; DELETE FROM practitioner");

        assertThat(looking.step(100)).containsExactly(seals.get(1));
    }

    @Test
    void withTheLedgerAwayNothingIsPassedOver() {
        delete(seals.get(3));
        ledger.setAway(true);
        assertThatThrownBy(() -> looking.step(100)).isInstanceOf(Unavailable.class);
        assertThat(findings()).isEmpty();

        ledger.setAway(false);

        assertThat(looking.step(100)).containsExactly(seals.get(3));
    }

    private void project(String seal) {
        edit("INSERT INTO ledger_seal (seal, block, transaction_id, writes) VALUES ('" + seal + "', 1, 't', 1)");
    }

    /** As a superuser can. */
    private void delete(SealId seal) {
        edit("SET session_replication_role = replica; DELETE FROM record_version WHERE record_id = '" + seal.record()
                + "'; SET session_replication_role = DEFAULT");
    }

    private void edit(String sql) {
        try (var connection = fixture.database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (java.sql.SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private List<String> findings() {
        List<?> rows = fixture.database.inTransaction(entities -> entities.createNativeQuery(
                        "SELECT seal || ' ' || check_failed || ' ' || detail FROM integrity_finding"
                                + " WHERE resolved_at IS NULL",
                        String.class)
                .getResultList());
        return rows.stream().map(Object::toString).toList();
    }
}
