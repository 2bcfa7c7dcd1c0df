package org.chartseal.domain.testing;

import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.documents.SigningKeys.SigningKey;
import org.chartseal.domain.ledger.LedgerSubjectId;
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

/** People with fixed values, persisted where a test needs them to be. */
public final class TestPeople {

    /** The moment at which tests play: a Saturday morning in UTC. */
    public static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    /** A clock that stands there, in a hospital whose days begin in UTC. */
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private TestPeople() {}

    /** An identifier that is the same in every run. */
    public static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** A key that signs nothing, for tests in which nobody signs. */
    public static SigningKey unusedKey() {
        return new SigningKey("AA==", "00".repeat(32), new byte[] {1});
    }

    /** A department. */
    public static Department department(EntityManager entities, String code) {
        Department department = new Department(new DepartmentId(id("department " + code)), code, code);
        entities.persist(department);
        return department;
    }

    /** A verified physician of that department, whose account has the family name in lower case. */
    public static Practitioner physician(EntityManager entities, Department department, String family) {
        Practitioner practitioner = new Practitioner(
                new PractitionerId(id("practitioner " + family)),
                Optional.of(new Account(family.toLowerCase(java.util.Locale.ROOT))),
                "Dr.",
                new PersonName("Ama", family),
                Profession.PHYSICIAN,
                "cardiology",
                department.id(),
                unusedKey(),
                NOW);
        practitioner.verify(
                new Licence("L-" + family, "Medical Council", LocalDate.of(2030, 1, 1)),
                new Account("admin"),
                NOW,
                LocalDate.of(2026, 11, 21));
        entities.persist(practitioner);
        return practitioner;
    }

    /** A patient. */
    public static Patient patient(EntityManager entities, String given, String family) {
        Patient patient = new Patient(
                new PatientId(id("patient " + given + " " + family)),
                "N-" + given + "-" + family,
                new PatientDetails(
                        new PersonName(given, family), LocalDate.of(1980, 5, 17), Sex.FEMALE, Contact.NONE, Set.of()),
                new LedgerSubjectId(id("subject " + given + " " + family)),
                unusedKey(),
                new Account("reception"),
                NOW);
        entities.persist(patient);
        return patient;
    }
}
