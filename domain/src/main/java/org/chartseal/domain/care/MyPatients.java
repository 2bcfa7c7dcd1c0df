package org.chartseal.domain.care;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chartseal.domain.consent.AccessGrant;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Role;

/** The patients who let a doctor read their record now. */
@ApplicationScoped
public class MyPatients {

    private final EntityManager entities;
    private final OpenList door;
    private final Clock clock;

    @Inject
    public MyPatients(EntityManager entities, OpenList door, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param until when the longest grant ends
     */
    public record Row(PatientId patient, PersonName name, LocalDate birthDate, String number, Instant until) {}

    /** By family name; of the text, each word must occur in name, number or birth date. */
    @Transactional
    public List<Row> of(Actor actor, String text) {
        actor.require(Role.DOCTOR);
        Map<PatientId, Row> rows = granted(actor);
        rows.values().removeIf(row -> !matches(row, PersonName.fold(text)));
        Set<PatientId> open =
                door.open(actor, List.copyOf(rows.keySet()), RecordCategory.DEMOGRAPHICS, "doctors-patients");
        List<Row> shown = new ArrayList<>(rows.values());
        shown.removeIf(row -> !open.contains(row.patient()));
        return List.copyOf(shown);
    }

    private Map<PatientId, Row> granted(Actor actor) {
        Instant now = clock.instant();
        Map<PatientId, Row> rows = new LinkedHashMap<>();
        entities.createQuery("""
                        SELECT g, p FROM AccessGrant g JOIN Patient p ON p.id = g.patientId
                        WHERE g.practitionerId = :practitioner AND g.revokedAt IS NULL AND g.validUntil > :now
                        ORDER BY p.familyName, p.givenName, p.id, g.validUntil DESC
                        """, Object[].class)
                .setParameter("practitioner", actor.requirePractitioner().value())
                .setParameter("now", now)
                .getResultStream()
                .filter(row -> ((AccessGrant) row[0]).covers(RecordCategory.DEMOGRAPHICS, Purpose.TREATMENT, now))
                .map(row -> row((Patient) row[1], (AccessGrant) row[0]))
                .forEach(row -> rows.putIfAbsent(row.patient(), row));
        return rows;
    }

    private static Row row(Patient patient, AccessGrant grant) {
        return new Row(
                patient.id(),
                patient.name(),
                patient.birthDate(),
                patient.number(),
                grant.period().until());
    }

    private static boolean matches(Row row, String folded) {
        String known = PersonName.fold(row.name().full() + " " + row.number() + " " + row.birthDate());
        return List.of(folded.split(" ", -1)).stream().allMatch(known::contains);
    }
}
