package org.chartseal.domain.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.AccessLogEntry;
import org.chartseal.domain.consent.ReadAccessLog.Export;
import org.chartseal.domain.consent.ReadAccessLog.Filter;
import org.chartseal.domain.consent.ReadAccessLog.Read;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.CurrentTransaction;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads that an auditor takes away as a file. */
class ReadAccessLogIT {

    private static final Actor AUDITOR = Actor.staff("auditor", Role.AUDITOR);
    private static final Filter ALL = new Filter(
            "", "", false, TestPeople.NOW.minus(Duration.ofDays(1)), TestPeople.NOW.plus(Duration.ofDays(1)));

    private final TestDatabase database = TestDatabase.fresh();
    private final CurrentTransaction transaction = new CurrentTransaction(database);
    private final ReadAccessLog reads = new ReadAccessLog(
            transaction.entities(),
            new OpenList(
                    new AccessPolicy(transaction.entities(), TestPeople.CLOCK),
                    new AccessLog(transaction.entities()),
                    TestPeople.CLOCK),
            transaction);

    private PatientId ada = new PatientId(TestPeople.id("nobody"));
    private PatientId ben = new PatientId(TestPeople.id("nobody"));

    @BeforeEach
    void twoPatientsOfWhomOneWasRead() {
        transaction.call(entities -> {
            ada = TestPeople.patient(entities, "Ada", "Nwosu").id();
            ben = TestPeople.patient(entities, "Ben", "Okafor").id();
            return Boolean.TRUE;
        });
        read(ada);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void thatTheyAreTakenAwayIsKeptBeforeTheFirstIsHandedOutAndStaysWhenTheLineBreaks() {
        Export export = reads.export(AUDITOR, ALL);
        List<Long> keptWhenOneCame = new ArrayList<>();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> export.each(read -> {
                    keptWhenOneCame.add(takenAway(ada));
                    throw new IllegalStateException("the reader is gone");
                }));

        assertThat(keptWhenOneCame).containsExactly(1L);
        assertThat(takenAway(ada)).isEqualTo(1);
        assertThat(takenAway(ben)).isZero();
    }

    @Test
    void whoIsReadMeanwhileIsNotHandedOutUnkept() {
        Export export = reads.export(AUDITOR, ALL);
        read(ben);
        read(ada);
        List<Read> taken = new ArrayList<>();
        export.each(taken::add);

        assertThat(taken).extracting(Read::patient).contains("Ada Nwosu").doesNotContain("Ben Okafor");
        assertThat(takenAway(ben)).isZero();
    }

    @Test
    void nobodyElseTakesThemAway() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> reads.export(Actor.staff("admin", Role.ADMINISTRATOR), ALL))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("role-missing"));
    }

    private void read(PatientId patient) {
        database.transact(entities -> new AccessLog(entities)
                .keep(new AccessLogEntry(
                        TestPeople.NOW,
                        new AccessLogEntry.Reader("doctor", "doctor", Optional.empty()),
                        new AccessLogEntry.Opened(patient, "notes", "chart", Optional.empty()),
                        "treatment",
                        "grant",
                        Optional.empty(),
                        true)));
    }

    /** As another connection sees it: what has been committed. */
    private long takenAway(PatientId patient) {
        return database.inTransaction(entities -> ((Number) entities.createNativeQuery(
                                "SELECT count(*) FROM access_log WHERE what = 'audit-reads' AND patient_id = ?1")
                        .setParameter(1, patient.value())
                        .getSingleResult())
                .longValue());
    }
}
