package org.chartseal.domain.scheduling;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.IssueGrant;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RevokeAccess;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Contact;
import org.chartseal.domain.people.Department;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientDetails;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.people.Room;
import org.chartseal.domain.people.RoomId;
import org.chartseal.domain.people.Sex;
import org.chartseal.domain.records.SecureSalts;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestObjects;
import org.chartseal.domain.testing.TestPeople;

/** A reception desk over a real database: every use case in transactions of its own, as the portal runs them. */
final class TestDesk {

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final Clock CLOCK = Clock.fixed(TestPeople.NOW, ZONE);
    static final Actor RECEPTION = Actor.staff("reception", Role.RECEPTIONIST);
    /** The Monday after the moment at which tests play. */
    static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    static final VisitTypeId CONSULTATION = new VisitTypeId(TestPeople.id("consultation"));
    static final VisitTypeId PROCEDURE = new VisitTypeId(TestPeople.id("procedure"));
    static final VisitTypeId FIRST_VISIT = new VisitTypeId(TestPeople.id("first visit"));

    final TestDatabase database;
    final TestKeys keys = new TestKeys();
    PractitionerId osei = new PractitionerId(TestPeople.id("practitioner Osei"));
    PractitionerId novak = new PractitionerId(TestPeople.id("practitioner Novak"));

    TestDesk(TestDatabase database) {
        this.database = database;
        database.transact(this::furnish);
    }

    /** Two doctors share one room on Mondays from nine to twelve. */
    private void furnish(EntityManager entities) {
        Department department = TestPeople.department(entities, "cardiology");
        Room room = new Room(new RoomId(TestPeople.id("room")), department.id(), "C 1");
        entities.persist(room);
        for (String family : List.of("Osei", "Novak")) {
            Practitioner practitioner = TestPeople.physician(entities, department, family);
            entities.flush();
            entities.persist(new AvailabilityRule(
                    TestPeople.id("rule " + family),
                    practitioner.id(),
                    room.id(),
                    DayOfWeek.MONDAY,
                    LocalTime.of(9, 0),
                    LocalTime.of(12, 0),
                    LocalDate.EPOCH));
        }
        entities.persist(new VisitType(
                CONSULTATION,
                "consultation",
                "Consultation",
                new VisitType.Length(30, 0),
                new VisitType.Booking(true, false)));
        entities.persist(new VisitType(
                PROCEDURE,
                "procedure",
                "Procedure",
                new VisitType.Length(30, 15),
                new VisitType.Booking(false, false)));
        entities.persist(new VisitType(
                FIRST_VISIT,
                "first-visit",
                "First visit",
                new VisitType.Length(45, 0),
                new VisitType.Booking(true, true)));
    }

    PatientId patient(String given, String family) {
        return database.inTransaction(entities -> {
            Patient patient = new Patient(
                    new PatientId(TestPeople.id("patient " + given + " " + family)),
                    "N-" + given + "-" + family,
                    new PatientDetails(
                            new PersonName(given, family),
                            LocalDate.of(1980, 5, 17),
                            Sex.FEMALE,
                            Contact.NONE,
                            Set.of()),
                    new LedgerSubjectId(TestPeople.id("subject " + given + " " + family)),
                    keys.create(),
                    new Account("reception"),
                    TestPeople.NOW);
            entities.persist(patient);
            return patient.id();
        });
    }

    static Instant monday(int hour, int minute) {
        return MONDAY.atTime(hour, minute).atZone(ZONE).toInstant();
    }

    static BookAppointment.Command wish(PatientId patient, PractitionerId doctor, VisitTypeId type, Instant start) {
        return new BookAppointment.Command(UUID.randomUUID(), patient, doctor, type, start, "", VisitAccess.USUAL);
    }

    BookAppointment book() {
        return new BookAppointment(booking(), lostRace());
    }

    MoveAppointment move() {
        return new MoveAppointment(booking(), lostRace());
    }

    private Booking booking() {
        return new TransactionalBooking(this);
    }

    private LostRace lostRace() {
        return new TransactionalLostRace(this);
    }

    <T> T with(Function<Desk, T> work) {
        return database.inTransaction(entities -> work.apply(new Desk(entities, keys)));
    }

    AppointmentView shown(AppointmentId id) {
        return with(desk -> desk.appointments().one(RECEPTION, id));
    }

    /** The use cases over one persistence context. */
    record Desk(EntityManager entities, TestKeys keys) {

        Diary diary() {
            return new Diary(entities, CLOCK);
        }

        TreatmentGrants grants() {
            LedgerOutbox outbox = new LedgerOutbox(entities, CLOCK);
            return new TreatmentGrants(
                    entities,
                    new IssueGrant(
                            entities,
                            keys,
                            new TestObjects().granted(entities, CLOCK),
                            outbox,
                            UUID::randomUUID,
                            new SecureSalts(),
                            CLOCK),
                    revoke(),
                    CLOCK);
        }

        RevokeAccess revoke() {
            return new RevokeAccess(
                    entities,
                    records(),
                    keys,
                    new TestObjects().granted(entities, CLOCK),
                    new LedgerOutbox(entities, CLOCK),
                    CLOCK);
        }

        private OpenRecord records() {
            return new OpenRecord(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), CLOCK);
        }

        OpenList lists() {
            return new OpenList(new AccessPolicy(entities, TestPeople.CLOCK), new AccessLog(entities), CLOCK);
        }

        Booking booking() {
            return new Booking(entities, records(), diary(), grants(), UUID::randomUUID, CLOCK);
        }

        LostRace lostRace() {
            return new LostRace(entities, slots(), diary(), lists());
        }

        FindFreeSlots slots() {
            return new FindFreeSlots(entities, diary(), lists(), CLOCK);
        }

        AppointmentMoves moves() {
            return new AppointmentMoves(entities, records(), CLOCK);
        }

        AppointmentViews views() {
            return new AppointmentViews(entities, lists());
        }

        PatientAppointments appointments() {
            return new PatientAppointments(views(), records(), CLOCK);
        }

        DayCalendar calendar() {
            return new DayCalendar(entities, diary(), views(), CLOCK);
        }
    }

    private static final class TransactionalBooking extends Booking {

        private final TestDesk desk;

        @SuppressWarnings("NullAway") // never used: every call goes to a new one in its transaction
        TransactionalBooking(TestDesk desk) {
            super(null, null, null, null, null, null);
            this.desk = desk;
        }

        @Override
        AppointmentId book(Actor actor, BookAppointment.Command command) {
            return desk.with(one -> one.booking().book(actor, command));
        }

        @Override
        void move(Actor actor, MoveAppointment.Command command) {
            desk.with(one -> {
                one.booking().move(actor, command);
                return Optional.empty();
            });
        }
    }

    private static final class TransactionalLostRace extends LostRace {

        private final TestDesk desk;

        @SuppressWarnings("NullAway") // never used: every call goes to a new one in its transaction
        TransactionalLostRace(TestDesk desk) {
            super(null, null, null, null);
            this.desk = desk;
        }

        @Override
        TimeTaken explain(Actor actor, BookAppointment.Command wanted, String code) {
            return desk.with(one -> one.lostRace().explain(actor, wanted, code));
        }

        @Override
        TimeTaken explain(Actor actor, MoveAppointment.Command wanted, String code) {
            return desk.with(one -> one.lostRace().explain(actor, wanted, code));
        }
    }
}
