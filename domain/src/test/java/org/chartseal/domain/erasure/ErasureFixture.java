package org.chartseal.domain.erasure;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.AccessLogEntry;
import org.chartseal.domain.audit.AccessLogKeys;
import org.chartseal.domain.audit.AccessOrigin.Origin;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.audit.LogSeal;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.domain.documents.ObjectContent;
import org.chartseal.domain.documents.ObjectStore;
import org.chartseal.domain.erasure.DecideErasure.Case;
import org.chartseal.domain.ledger.OutboxMessage;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.letters.Letters;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.Salt;
import org.chartseal.domain.records.SealingFixture;
import org.chartseal.domain.records.SecureSalts;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Unavailable;
import org.chartseal.domain.testing.TestClock;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestLedger;
import org.chartseal.domain.testing.TestPeople;
import org.chartseal.domain.testing.TestVault;

/** A hospital with a patient of whom something stands in every table, another patient, an auditor, and a storage that fails when told to. */
final class ErasureFixture implements AutoCloseable {

    static final String SALT = "5a17".repeat(16);
    static final Actor AUDITOR = Actor.staff("auditor", Role.AUDITOR);

    final SealingFixture records = new SealingFixture();
    final TestLedger ledger = new TestLedger();
    final TestClock clock = new TestClock(TestPeople.NOW);
    final Storage storage = new Storage();
    final PatientId patient = records.patient;
    final PatientId other;
    final Actor person = Actor.patient("zquill", patient);
    final UUID subject = TestPeople.id("subject");
    final SealId seal;
    final SealId othersSeal;
    final LogSeal hospital;
    Salt.Source salts = new SecureSalts();

    ErasureFixture() {
        other = with(entities -> TestPeople.patient(entities, "John", "Roe").id());
        seal = records.seal("note", "Quillfeather is ill");
        othersSeal = records.seal(other, "others note", "John is well");
        hospital = with(entities -> {
            LogSeal made = new LogSeal(
                    new AccessLogKeys(entities, new TestKeys(), new TestVault(), UUID::randomUUID, clock),
                    new TestKeys());
            made.log();
            return made;
        });
        for (PatientId read : List.of(patient, other, patient)) {
            read(read, "doctor");
        }
        read(other, "zquill");
    }

    /** Puts something of the patient into every table. */
    void fill() {
        try (InputStream in = ErasureFixture.class.getResourceAsStream("patient.sql")) {
            sql(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{p}", quoted(patient))
                    .replace("{q}", quoted(other))
                    .replace("{a}", quoted(records.author))
                    .replace("{note}", quoted(seal.record()))
                    .replace("{subject}", quoted(subject))
                    .replace("{t}", "TIMESTAMPTZ '2026-11-21 09:00:00Z'")
                    .replace("{salt}", SALT));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String quoted(Object id) {
        return "'" + id + "'::uuid";
    }

    void read(PatientId whose, String by) {
        records.database.transact(entities -> new AccessLog(
                        entities, () -> new Origin("HospitalA", "192.0.2.7"), hospital, ids())
                .keep(new AccessLogEntry(
                        clock.instant(),
                        new AccessLogEntry.Reader(by, "doctor", Optional.empty()),
                        new AccessLogEntry.Opened(whose, "notes", "chart", Optional.empty()),
                        "treatment",
                        "grant",
                        Optional.empty(),
                        true)));
    }

    static IdGenerator ids() {
        return UUID::randomUUID;
    }

    <T> T with(Function<EntityManager, T> work) {
        return records.database.inTransaction(work);
    }

    void sql(String statements) {
        try (var connection = records.database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (java.sql.SQLException failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
    }

    long number(String query) {
        return with(entities -> ((Number) entities.createNativeQuery(query).getSingleResult()).longValue());
    }

    RequestErasure requesting(EntityManager entities) {
        return new RequestErasure(entities, new ActivityLog(entities, clock), new SecureSalts(), ids(), clock);
    }

    DecideErasure deciding(EntityManager entities) {
        OpenList door = new OpenList(new AccessPolicy(entities, clock), new AccessLog(entities), clock);
        return new DecideErasure(
                entities, door, hospital, new Letters(entities, ids(), clock), new ActivityLog(entities, clock), clock);
    }

    LegalHolds holds(EntityManager entities) {
        AccessPolicy policy = new AccessPolicy(entities, clock);
        AccessLog log = new AccessLog(entities, () -> new Origin("", ""), hospital, ids());
        return new LegalHolds(
                entities,
                new OpenRecord(policy, log, clock),
                new OpenList(policy, log, clock),
                new ActivityLog(entities, clock),
                ids(),
                clock);
    }

    CarryOutErasures carrying() {
        return new CarryOutErasures(
                records.transactions(), new DestroyObjects(storage), hospital, () -> salts.next(), clock);
    }

    CheckErasures checking() {
        return new CheckErasures(records.transactions(), ledger, hospital, new SecureSalts(), ids(), clock);
    }

    FindReceipt receipts() {
        return new FindReceipt(records.transactions(), ledger, hospital);
    }

    ReceiptCode request() {
        return with(entities -> requesting(entities).request(person, "Forget Quillfeather"));
    }

    Case open() {
        return with(entities -> deciding(entities).all(AUDITOR)).get(0);
    }

    void accept() {
        Case open = open();
        records.database.transact(
                entities -> deciding(entities).accept(AUDITOR, open.id(), open.version(), "the law lets us"));
    }

    void becomeDue() {
        clock.advance(Duration.ofDays(15));
    }

    /** Asked for, accepted and due, with nothing on its way to the ledger any more. */
    ReceiptCode due() {
        ReceiptCode code = request();
        accept();
        becomeDue();
        anchor();
        return code;
    }

    /** Writes to the ledger what waits for it, and projects what it says. */
    void anchor() {
        records.database.transact(entities -> {
            List<?> rows = entities.createNativeQuery(
                            "SELECT kind, subject, CAST(payload AS text), id FROM ledger_outbox WHERE state = 'pending' ORDER BY id")
                    .getResultList();
            for (Object each : rows) {
                Object[] row = (Object[]) each;
                var command = new OutboxMessage((String) row[0], (String) row[1], (String) row[2]).command();
                ledger.submit(ledger.endorse(command));
                entities.createNativeQuery(
                                "UPDATE ledger_outbox SET state = 'anchored', block = 7, anchored_at = now() WHERE id = ?1")
                        .setParameter(1, row[3])
                        .executeUpdate();
                project(entities, row);
            }
        });
    }

    private static void project(EntityManager entities, Object[] row) {
        if ("anchor-seal".equals(row[0])) {
            entities.createNativeQuery(
                            "INSERT INTO ledger_seal (seal, block, transaction_id, writes) VALUES (?1, 7, 't', 1)")
                    .setParameter(1, row[1])
                    .executeUpdate();
        } else if ("erase-subject".equals(row[0])) {
            entities.createNativeQuery(
                            "INSERT INTO ledger_erasure (subject, block, transaction_id) VALUES (CAST(?1 AS uuid), 7, 't')")
                    .setParameter(1, row[1])
                    .executeUpdate();
        }
    }

    SignedText sign(String text) {
        return hospital.sign(text);
    }

    List<String> findings() {
        return with(entities -> {
            List<?> rows = entities.createNativeQuery(
                            "SELECT check_failed || ' ' || detail FROM integrity_finding WHERE resolved_at IS NULL ORDER BY id")
                    .getResultList();
            return rows.stream().map(String::valueOf).toList();
        });
    }

    /** As many objects as there are, each removed once or more often. */
    static final class Storage implements ObjectStore {

        final Set<ObjectAddress> removed = new HashSet<>();
        final AtomicInteger awayAfter = new AtomicInteger(Integer.MAX_VALUE);

        @Override
        public void remove(ObjectAddress address) {
            if (awayAfter.getAndDecrement() <= 0) {
                throw new Unavailable("storage", Duration.ofSeconds(1), new IOException("away"));
            }
            removed.add(address);
        }

        @Override
        public ObjectAddress put(ObjectContent content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InputStream open(ObjectAddress address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InputStream open(ObjectAddress address, long from, long length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean holds(ObjectAddress address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean verify(ObjectAddress address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long length(ObjectAddress address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void visit(Consumer<ObjectAddress> visitor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void check() {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public void close() {
        records.close();
    }
}
