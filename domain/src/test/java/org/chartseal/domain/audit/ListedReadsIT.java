package org.chartseal.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chartseal.domain.audit.AccessLog.Listed;
import org.chartseal.domain.audit.AccessLogEntry.Reader;
import org.chartseal.domain.audit.AccessOrigin.Origin;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.testing.CurrentTransaction;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestPeople;
import org.chartseal.domain.testing.TestVault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list that refreshes itself is one read an hour, and never none. */
class ListedReadsIT {

    private static final Reader DOCTOR = new Reader("doctor", "doctor", Optional.empty());
    private static final Reader OTHER = new Reader("other", "doctor", Optional.empty());
    private static final Listed TODAY = new Listed("appointments", "todays-list", "treatment", "appointment");
    private static final Listed QUEUE = new Listed("appointments", "waiting-queue", "treatment", "appointment");
    private static final Listed IN_EMERGENCY = new Listed("appointments", "todays-list", "treatment", "emergency");
    private static final Listed FOR_RESEARCH = new Listed("appointments", "todays-list", "research", "appointment");
    private static final Listed OF_NOTES = new Listed("notes", "todays-list", "treatment", "appointment");
    private static final Reader AS_PRACTITIONER =
            new Reader("doctor", "doctor", Optional.of(new PractitionerId(TestPeople.id("a practitioner"))));
    private static final Reader AS_RESEARCHER = new Reader("doctor", "researcher", Optional.empty());
    private static final Instant NOW = TestPeople.NOW;

    private final TestDatabase database = TestDatabase.fresh();
    private final CurrentTransaction transaction = new CurrentTransaction(database);
    private final LogSeal seal = database.inTransaction(entities -> {
        LogSeal made = new LogSeal(
                new AccessLogKeys(entities, new TestKeys(), new TestVault(), UUID::randomUUID, TestPeople.CLOCK),
                new TestKeys());
        made.log();
        return made;
    });
    private String from = "192.0.2.1";
    /** One for all transactions, as in the portal. */
    private final AccessLog log =
            new AccessLog(transaction.entities(), () -> new Origin("HospitalA", from), seal, UUID::randomUUID);

    private PatientId ada = new PatientId(TestPeople.id("nobody"));
    private PatientId ben = new PatientId(TestPeople.id("nobody"));

    @BeforeEach
    void twoPatients() {
        database.transact(entities -> {
            ada = TestPeople.patient(entities, "Ada", "Nwosu").id();
            ben = TestPeople.patient(entities, "Ben", "Okafor").id();
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whoLooksAgainWithinTheHourIsKeptOnce() {
        list(DOCTOR, TODAY, NOW, ada);
        list(DOCTOR, TODAY, NOW.plusSeconds(60), ada);
        list(DOCTOR, TODAY, NOW.plusSeconds(120), ada, ben);
        list(DOCTOR, TODAY, NOW.plus(Duration.ofMinutes(60)).minusSeconds(1), ada, ben);

        assertThat(kept(ada)).containsExactly(NOW);
        assertThat(kept(ben)).containsExactly(NOW.plusSeconds(120));
    }

    @Test
    void afterAnHourItIsAnotherRead() {
        list(DOCTOR, TODAY, NOW, ada);
        list(DOCTOR, TODAY, NOW.plusSeconds(60), ada);
        list(DOCTOR, TODAY, NOW.plus(Duration.ofHours(1)), ada);
        list(DOCTOR, TODAY, NOW.plus(Duration.ofHours(1)).plusSeconds(1), ada);

        assertThat(kept(ada)).containsExactly(NOW, NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void anotherReaderAndAnotherListAreOtherReads() {
        list(DOCTOR, TODAY, NOW, ada);
        list(DOCTOR, TODAY, NOW.plusSeconds(1), ada);
        list(OTHER, TODAY, NOW.plusSeconds(2), ada);
        list(DOCTOR, QUEUE, NOW.plusSeconds(3), ada);

        assertThat(kept(ada)).containsExactly(NOW, NOW.plusSeconds(2), NOW.plusSeconds(3));
    }

    @Test
    void anotherGroundAndAnotherPlaceAreOtherReads() {
        UUID grant = TestPeople.id("a grant");
        UUID other = TestPeople.id("another grant");
        list(DOCTOR, TODAY, NOW, Map.of(ada, Optional.of(grant)));
        list(DOCTOR, TODAY, NOW.plusSeconds(1), Map.of(ada, Optional.of(grant)));
        list(DOCTOR, TODAY, NOW.plusSeconds(2), Map.of(ada, Optional.of(other)));
        list(DOCTOR, TODAY, NOW.plusSeconds(3), Map.of(ada, Optional.empty()));
        list(DOCTOR, IN_EMERGENCY, NOW.plusSeconds(4), Map.of(ada, Optional.of(grant)));
        list(DOCTOR, FOR_RESEARCH, NOW.plusSeconds(5), Map.of(ada, Optional.of(grant)));
        list(DOCTOR, OF_NOTES, NOW.plusSeconds(6), Map.of(ada, Optional.of(grant)));
        list(AS_RESEARCHER, TODAY, NOW.plusSeconds(7), Map.of(ada, Optional.of(grant)));
        list(AS_PRACTITIONER, TODAY, NOW.plusSeconds(8), Map.of(ada, Optional.of(grant)));
        from = "192.0.2.7";
        list(DOCTOR, TODAY, NOW.plusSeconds(9), Map.of(ada, Optional.of(grant)));
        list(DOCTOR, TODAY, NOW.plusSeconds(10), Map.of(ada, Optional.of(grant)));

        assertThat(kept(ada))
                .containsExactlyElementsOf(IntStream.range(0, 10)
                        .filter(second -> second != 1)
                        .mapToObj(NOW::plusSeconds)
                        .toList());
    }

    @Test
    void whatARolledBackTransactionKeptIsKeptByTheNext() {
        assertThatThrownBy(() -> transaction.run(() -> {
                    log.keepListed(DOCTOR, Map.of(ada, Optional.empty()), TODAY, NOW);
                    log.keepListed(DOCTOR, Map.of(ada, Optional.empty()), TODAY, NOW);
                    throw new IllegalStateException("the page broke off");
                }))
                .hasMessage("the page broke off");
        assertThat(kept(ada)).isEmpty();

        list(DOCTOR, TODAY, NOW.plusSeconds(1), ada);

        assertThat(kept(ada)).containsExactly(NOW.plusSeconds(1));
    }

    private void list(Reader reader, Listed list, Instant at, PatientId... patients) {
        list(
                reader,
                list,
                at,
                Stream.of(patients).collect(Collectors.toMap(patient -> patient, patient -> Optional.empty())));
    }

    private void list(Reader reader, Listed list, Instant at, Map<PatientId, Optional<UUID>> patients) {
        transaction.run(() -> log.keepListed(reader, patients, list, at));
    }

    private List<Instant> kept(PatientId patient) {
        return database.inTransaction(entities -> entities.createQuery(
                        "SELECT e.at FROM AccessLogEntry e WHERE e.patientId = :patient ORDER BY e.at", Instant.class)
                .setParameter("patient", patient.value())
                .getResultList());
    }
}
