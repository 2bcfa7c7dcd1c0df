package org.chartseal.domain.records;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Contact;
import org.chartseal.domain.people.DepartmentId;
import org.chartseal.domain.people.Licence;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientDetails;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Profession;
import org.chartseal.domain.people.Sex;
import org.chartseal.domain.testing.TestDatabase;
import org.chartseal.domain.testing.TestHand;
import org.chartseal.domain.testing.TestKeys;
import org.chartseal.domain.testing.TestObjects;
import org.chartseal.domain.testing.TestPeople;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.StringType;

/** A database with a patient and a verified author, and notes that can be sealed in it. */
public final class SealingFixture implements AutoCloseable {

    public static final Instant NOW = TestPeople.NOW;
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    public final TestDatabase database = TestDatabase.fresh();
    public final TestObjects objects = new TestObjects();
    public final TestKeys keys = new TestKeys();
    public final PatientId patient = new PatientId(TestPeople.id("patient"));
    public final PractitionerId author = new PractitionerId(TestPeople.id("author"));
    final PractitionerId unverified = new PractitionerId(TestPeople.id("unverified"));

    public SealingFixture() {
        database.transact(entities -> {
            var department = TestPeople.department(entities, "cardiology");
            Practitioner verified = practitioner(author, department.id(), "Osei");
            verified.verify(
                    new Licence("L-1", "Medical Council", LocalDate.of(2030, 1, 1)),
                    new Account("admin"),
                    NOW,
                    LocalDate.of(2026, 11, 21));
            entities.persist(verified);
            entities.persist(practitioner(unverified, department.id(), "Haas"));
            entities.persist(new Patient(
                    patient,
                    "N-1",
                    new PatientDetails(
                            new PersonName("Jane", "Doe"),
                            LocalDate.of(1980, 5, 17),
                            Sex.FEMALE,
                            Contact.NONE,
                            Set.of()),
                    new LedgerSubjectId(TestPeople.id("subject")),
                    keys.create(),
                    new Account("reception"),
                    NOW));
        });
    }

    private Practitioner practitioner(PractitionerId id, DepartmentId department, String family) {
        return new Practitioner(
                id,
                Optional.empty(),
                "Dr.",
                new PersonName("Ama", family),
                Profession.PHYSICIAN,
                "cardiology",
                department,
                keys.create(),
                NOW);
    }

    /** Seals a note of that text in a transaction of its own. */
    public SealId seal(String record, String text) {
        return database.inTransaction(entities -> sealing(entities).seal(note(record, text, author)));
    }

    /** Seals a note of another patient's. */
    public SealId seal(PatientId whose, String record, String text) {
        RecordToSeal note = new RecordToSeal(
                recordId(record), RecordType.NOTE, RecordCategory.NOTES, whose, author, NOW, resource(record, text));
        return database.inTransaction(entities -> sealing(entities).seal(note));
    }

    public SealRecord sealing(EntityManager entities) {
        return new SealRecord(entities, objects.keys(entities), hand(new SecureSalts()), CLOCK);
    }

    /** A hand that draws these salts, and no identifiers. */
    SigningHand hand(Salt.Source salts) {
        return new TestHand(
                keys,
                salts,
                () -> {
                    throw new IllegalStateException("nothing is to be drawn");
                },
                CLOCK);
    }

    RecordToSeal note(String record, String text, PractitionerId by) {
        return new RecordToSeal(
                recordId(record), RecordType.NOTE, RecordCategory.NOTES, patient, by, NOW, resource(record, text));
    }

    public static RecordId recordId(String record) {
        return new RecordId(TestPeople.id(record));
    }

    static Observation resource(String record, String text) {
        Observation resource = new Observation();
        resource.setId(recordId(record).toString());
        resource.setStatus(Observation.ObservationStatus.FINAL);
        resource.setValue(new StringType(text));
        return resource;
    }

    public NewTransaction transactions() {
        return database.transactions();
    }

    public RecordVersion version(SealId seal) {
        return database.inTransaction(entities -> entities.find(RecordVersion.class, new RecordVersion.Key(seal)));
    }

    long count(String table) {
        return database.inTransaction(entities -> ((Number) entities.createNativeQuery("SELECT count(*) FROM " + table)
                        .getSingleResult())
                .longValue());
    }

    UUID subject() {
        return TestPeople.id("subject");
    }

    @Override
    public void close() {
        database.close();
    }
}
