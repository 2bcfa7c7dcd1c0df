package org.chartseal.domain.emergency;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.OutboxMessage;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.AnchorOutbox;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.records.SecureSalts;
import org.chartseal.domain.records.SigningHand;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Pause;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.testing.TestClinic;
import org.chartseal.domain.testing.TestClock;
import org.chartseal.domain.testing.TestHand;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestLedger;
import org.chartseal.domain.testing.TestPeople;

/** A clinic with a ledger: Dr. Lind has no grant and needs one, Dr. Osei is the colleague, Dr. Haas is not verified. */
final class EmergencyFixture implements AutoCloseable {

    static final String REASON = "Found unconscious in the corridor.";
    static final Actor AUDITOR = Actor.staff("auditor", Role.AUDITOR);

    final TestClinic clinic = new TestClinic();
    final TestClock clock = new TestClock(TestPeople.NOW);
    final TestLedger ledger = new TestLedger();
    final TestKeys keys = new TestKeys();
    final AnchorOutbox anchoring;
    final Actor patient = Actor.patient("patient", clinic.patient);

    private final NewTransaction transaction = clinic.database.transactions();
    private final AtomicLong lastId = new AtomicLong();
    private final IdGenerator ids = () -> new UUID(0x4000L, lastId.incrementAndGet());
    private final SigningHand hand = new TestHand(keys, new SecureSalts(), ids, clock);

    EmergencyFixture() {
        anchoring = new AnchorOutbox(transaction, ledger, Runnable::run, clock);
    }

    /** The use case, with the worker at work whenever it pauses. */
    OpenEmergencyAccess opening() {
        return opening(() -> anchoring.step());
    }

    OpenEmergencyAccess opening(Pause pause) {
        return new OpenEmergencyAccess(transaction, hand, ids, pause, clock);
    }

    OpenEmergencyAccess.Opened open(Actor actor) {
        return opening().open(actor, command(EmergencyMinutes.USUAL));
    }

    OpenEmergencyAccess.Command command(int minutes) {
        return new OpenEmergencyAccess.Command(
                clinic.patient, new EmergencyReason(REASON), new EmergencyMinutes(minutes));
    }

    PatientId end(Actor actor, EmergencyId id) {
        return clinic.database.inTransaction(
                entities -> new EndEmergencyAccess(entities, door(entities), hand, new LedgerOutbox(entities, clock))
                        .end(actor, id));
    }

    /** A refused try is kept whatever becomes of the rest; here it is committed with the rest. */
    NotFound refusedEnd(Actor actor, EmergencyId id) {
        return clinic.database.inTransaction(entities -> {
            try {
                new EndEmergencyAccess(entities, door(entities), hand, new LedgerOutbox(entities, clock))
                        .end(actor, id);
                throw new AssertionError("ended");
            } catch (NotFound absent) {
                return absent;
            }
        });
    }

    <T> T reviewing(Function<ReviewEmergencyAccess, T> work) {
        return clinic.database.inTransaction(entities -> work.apply(new ReviewEmergencyAccess(
                entities, hand, new LedgerOutbox(entities, clock), new AccessLog(entities), ids, clock)));
    }

    void review(Actor actor, EmergencyId id, Review.Outcome outcome, String note) {
        reviewing(use -> {
            use.review(actor, id, new Review(outcome, note));
            return true;
        });
    }

    /** What the patient's access page lists. */
    List<EmergencyView> emergencies() {
        return clinic.database.inTransaction(entities -> new MyEmergencies(entities, clock).list(patient));
    }

    /** What the patient has not seen yet. */
    List<MyEmergencies.News> news() {
        return clinic.database.inTransaction(entities -> new MyEmergencies(entities, clock).news(patient));
    }

    void seen(Actor actor, EmergencyId id) {
        clinic.database.transact(entities -> new MyEmergencies(entities, clock).seen(actor, id));
    }

    /** Opens something of the record, as every page does. */
    void read(Actor actor, RecordCategory category) {
        clinic.database.transact(
                entities -> door(entities).open(actor, clinic.patient, category, "chart", Optional.empty()));
    }

    private OpenRecord door(EntityManager entities) {
        return new OpenRecord(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), clock);
    }

    boolean reads(Actor actor) {
        try {
            for (RecordCategory category : EnumSet.complementOf(EnumSet.of(RecordCategory.CLAIMS))) {
                read(actor, category);
            }
            return true;
        } catch (Refused refused) {
            return false;
        }
    }

    List<LedgerCommand> commands() {
        return clinic.database.inTransaction(entities -> {
            List<?> rows = entities.createNativeQuery(
                            "SELECT kind, subject, CAST(payload AS text) FROM ledger_outbox ORDER BY id")
                    .getResultList();
            return rows.stream()
                    .map(row -> (Object[]) row)
                    .map(row -> new OutboxMessage((String) row[0], (String) row[1], (String) row[2]).command())
                    .toList();
        });
    }

    String publicKey(Actor actor) {
        return clinic.database.inTransaction(entities ->
                (String) entities.createNativeQuery("SELECT public_key FROM practitioner WHERE id = ?1", String.class)
                        .setParameter(1, actor.requirePractitioner().value())
                        .getSingleResult());
    }

    static void assertRefused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> org.assertj.core.api.Assertions.assertThat(refused.code())
                                .isEqualTo(code));
    }

    @Override
    public void close() {
        clinic.close();
    }
}
