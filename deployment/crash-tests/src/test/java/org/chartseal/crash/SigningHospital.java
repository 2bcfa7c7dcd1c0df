package org.chartseal.crash;

import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.documents.ObjectKeys;
import org.chartseal.domain.ledger.LedgerCommand.RegisterPractitioner;
import org.chartseal.domain.ledger.LedgerCommand.VerifyPractitioner;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.LedgerSubjectId;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Contact;
import org.chartseal.domain.people.Department;
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
import org.chartseal.domain.records.RecordId;
import org.chartseal.domain.records.RecordToSeal;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.Salt;
import org.chartseal.domain.records.SealRecord;
import org.chartseal.domain.records.SecureSalts;
import org.chartseal.domain.records.SigningHand;
import org.chartseal.storage.Storage;
import org.chartseal.storage.StoragePlaces;
import org.hl7.fhir.r4.model.Basic;
import org.hl7.fhir.r4.model.Resource;

/** One author and one patient, and notes signed one after another. */
final class SigningHospital {

    private static final PractitionerId AUTHOR = new PractitionerId(new UUID(1, 1));
    static final PatientId PATIENT = new PatientId(new UUID(2, 2));

    private final Database database;
    private final Storage storage;
    private final Clock clock = Clock.systemUTC();
    private final Map<RecordId, Resource> contents = new HashMap<>();
    private final List<SealId> seals = new ArrayList<>();

    SigningHospital(Database database, Path folder) {
        this.database = database;
        this.storage =
                Storage.open(StoragePlaces.folder(folder.resolve("objects")), folder.resolve("vault.json"), clock);
    }

    /** Registers the people, and orders the author's registration and verification on the ledger. */
    void open() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        database.call(entities -> {
            Department department = new Department(new DepartmentId(new UUID(3, 3)), "medicine", "Medicine");
            entities.persist(department);
            Practitioner author = new Practitioner(
                    AUTHOR,
                    Optional.empty(),
                    "Dr.",
                    new PersonName("Ama", "Osei"),
                    Profession.PHYSICIAN,
                    "",
                    department.id(),
                    storage.signingKeys().create(),
                    now);
            author.verify(new Licence("L-1", "Council", today.plusYears(1)), new Account("admin"), now, today);
            entities.persist(author);
            entities.persist(new Patient(
                    PATIENT,
                    "100001",
                    new PatientDetails(
                            new PersonName("Jane", "Doe"),
                            LocalDate.of(1980, 5, 17),
                            Sex.FEMALE,
                            Contact.NONE,
                            Set.of()),
                    new LedgerSubjectId(new UUID(4, 4)),
                    storage.signingKeys().create(),
                    new Account("reception"),
                    now));
            LedgerOutbox outbox = new LedgerOutbox(entities, clock);
            outbox.add(
                    new RegisterPractitioner(author.ledgerId(), author.signing().publicKey()));
            outbox.add(new VerifyPractitioner(author.ledgerId(), now.plus(365, ChronoUnit.DAYS)));
            return author.id();
        });
    }

    /** Signs one more note: a new one, or an amendment of the last. */
    void sign(boolean amend) {
        RecordId record = amend && !seals.isEmpty()
                ? new RecordId(seals.get(seals.size() - 1).record())
                : new RecordId(new UUID(5, seals.size()));
        Basic note = new Basic();
        note.setId(record.toString());
        note.getCode().setText("note " + seals.size());
        contents.put(record, note);
        seals.add(database.call(entities -> new SealRecord(entities, keys(entities), hand(), clock)
                .seal(new RecordToSeal(
                        record, RecordType.NOTE, RecordCategory.NOTES, PATIENT, AUTHOR, clock.instant(), note))));
    }

    ObjectKeys keys(EntityManager entities) {
        return new ObjectKeys(entities, storage.cipher(), storage.vault(), UUID::randomUUID, clock);
    }

    private SigningHand hand() {
        return new SigningHand() {
            @Override
            public Instant time() {
                return clock.instant();
            }

            @Override
            public Salt salt() {
                return new SecureSalts().next();
            }

            @Override
            public UUID id() {
                throw new IllegalStateException("nothing is to be drawn");
            }

            @Override
            public SignedText sign(Practitioner signer, String text) {
                return new SignedText(
                        text, storage.signingKeys().sign(signer.signing().protectedPrivateKey(), text));
            }
        };
    }

    List<SealId> seals() {
        return List.copyOf(seals);
    }

    Resource content(RecordId record) {
        return Optional.ofNullable(contents.get(record)).orElseThrow();
    }

    Storage storage() {
        return storage;
    }
}
