package org.chartseal.domain.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;

/** Who plays in the demo hospital, for chapters that build on the people and the visits of earlier ones. */
@ApplicationScoped
public class DemoCast {

    private static final String VISITS = """
            SELECT CAST(a.id AS text), CAST(a.patient_id AS text), CAST(a.practitioner_id AS text), a.starts_at, a.ends_at
              FROM appointment a WHERE a.status = 'fulfilled' ORDER BY a.starts_at, a.id
            """;

    private final EntityManager entities;

    @Inject
    public DemoCast(EntityManager entities) {
        this.entities = entities;
    }

    /** A visit that took place. */
    public record Visit(UUID appointment, PatientId patient, PractitionerId doctor, Instant starts, Instant ends) {}

    /** At the desk. */
    public Actor reception() {
        return Actor.staff("reception", Role.RECEPTIONIST);
    }

    /** Who verifies licences. */
    public Actor administrator() {
        return Actor.staff("admin", Role.ADMINISTRATOR);
    }

    /** The doctor, or the person of the laboratory, who has that account: doctor, doctor2, labtech, labscientist. */
    @Transactional
    public Actor practitioner(String account) {
        Practitioner practitioner = entities.createQuery(
                        "SELECT p FROM Practitioner p WHERE p.account = :account", Practitioner.class)
                .setParameter("account", account)
                .getSingleResult();
        return acting(practitioner);
    }

    /** That practitioner at work; one without an account acts as the portal itself. */
    @Transactional
    public Actor practitioner(PractitionerId id) {
        return acting(entities.find(Practitioner.class, id.value()));
    }

    private static Actor acting(Practitioner practitioner) {
        Role role = switch (practitioner.profession()) {
            case PHYSICIAN -> Role.DOCTOR;
            case LAB_TECHNICIAN -> Role.LAB_TECHNICIAN;
            case LAB_SCIENTIST -> Role.LAB_SCIENTIST;
        };
        return new Actor(
                practitioner.account().orElse(Account.SYSTEM),
                Set.of(role),
                Optional.empty(),
                Optional.of(practitioner.id()));
    }

    /** The patient who has that account: patient, patient2. */
    @Transactional
    public PatientId patient(String account) {
        return entities.createQuery("SELECT p FROM Patient p WHERE p.account = :account", Patient.class)
                .setParameter("account", account)
                .getSingleResult()
                .id();
    }

    /** The child for whom the patient with that account acts. */
    @Transactional
    public PatientId childOf(String account) {
        UUID child = entities.createQuery(
                        "SELECT g.permission.patientId FROM AccessGrant g WHERE g.permission.proxyId = :parent ORDER BY g.givenAt",
                        UUID.class)
                .setParameter("parent", patient(account).value())
                .setMaxResults(1)
                .getSingleResult();
        return new PatientId(child);
    }

    /** Whether the patient has one of the demo's accounts. */
    @Transactional
    public boolean hasAccount(PatientId patient) {
        return entities.find(Patient.class, patient.value()).account().isPresent();
    }

    /** The physicians in the order in which they joined: first the accounts doctor and doctor2. */
    @Transactional
    public List<PractitionerId> physicians() {
        return entities.createQuery(
                        "SELECT p.id FROM Practitioner p WHERE p.profession = 'physician' ORDER BY p.registeredAt, p.id",
                        UUID.class)
                .getResultStream()
                .map(PractitionerId::new)
                .toList();
    }

    /** All patients, in the order of their numbers. */
    @Transactional
    public List<PatientId> patients() {
        return entities.createQuery("SELECT p.id FROM Patient p ORDER BY p.number", UUID.class)
                .getResultStream()
                .map(PatientId::new)
                .toList();
    }

    /** The visits that took place, earliest first. */
    @Transactional
    public List<Visit> visits() {
        List<?> rows = entities.createNativeQuery(VISITS).getResultList();
        return rows.stream().map(row -> visit((Object[]) row)).toList();
    }

    private static Visit visit(Object[] row) {
        return new Visit(
                UUID.fromString((String) row[0]),
                new PatientId(UUID.fromString((String) row[1])),
                new PractitionerId(UUID.fromString((String) row[2])),
                moment(row[3]),
                moment(row[4]));
    }

    private static Instant moment(Object column) {
        return column instanceof Instant instant ? instant : ((java.sql.Timestamp) column).toInstant();
    }
}
