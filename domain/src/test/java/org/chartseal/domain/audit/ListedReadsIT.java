package org.chartseal.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.chartseal.domain.audit.AccessLog.Listed;
import org.chartseal.domain.audit.AccessLogEntry.Reader;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list that refreshes itself is one read an hour, and never none. */
class ListedReadsIT {

    private static final Reader DOCTOR = new Reader("doctor", "doctor", Optional.empty());
    private static final Reader OTHER = new Reader("other", "doctor", Optional.empty());
    private static final Listed TODAY = new Listed("appointments", "todays-list", "treatment", "appointment");
    private static final Listed QUEUE = new Listed("appointments", "waiting-queue", "treatment", "appointment");
    private static final Instant NOW = TestPeople.NOW;

    private final AtomicReference<EntityManager> current = new AtomicReference<>();
    private final TestDatabase database = TestDatabase.fresh();
    /** One for all transactions, as in the portal. */
    private final AccessLog log = new AccessLog(entities());

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
    void whatARolledBackTransactionKeptIsKeptByTheNext() {
        assertThatThrownBy(() -> within(() -> {
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
        within(() -> log.keepListed(
                reader,
                List.of(patients).stream()
                        .collect(java.util.stream.Collectors.toMap(patient -> patient, patient -> Optional.empty())),
                list,
                at));
    }

    private void within(Runnable work) {
        database.transact(entities -> {
            current.set(entities);
            work.run();
        });
    }

    private List<Instant> kept(PatientId patient) {
        return database.inTransaction(entities -> entities.createQuery(
                        "SELECT e.at FROM AccessLogEntry e WHERE e.patientId = :patient ORDER BY e.at", Instant.class)
                .setParameter("patient", patient.value())
                .getResultList());
    }

    /** The one of the transaction that runs. */
    private EntityManager entities() {
        InvocationHandler toCurrent = (proxy, method, arguments) -> {
            try {
                return method.invoke(current.get(), arguments);
            } catch (InvocationTargetException failure) {
                throw failure.getCause();
            }
        };
        return (EntityManager) Proxy.newProxyInstance(
                ListedReadsIT.class.getClassLoader(), new Class<?>[] {EntityManager.class}, toCurrent);
    }
}
