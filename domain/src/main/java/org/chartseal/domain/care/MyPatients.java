package org.chartseal.domain.care;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.GrantsHeld;
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
    private final AccessPolicy policy;
    private final GrantsHeld held;
    private final OpenList door;
    private final Clock clock;

    @Inject
    public MyPatients(EntityManager entities, AccessPolicy policy, GrantsHeld held, OpenList door, Clock clock) {
        this.entities = entities;
        this.policy = policy;
        this.held = held;
        this.door = door;
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param until when that ends
     * @param chart whether the chart is open, or only what is shared alone
     * @param shared records that the patient shares alone, those that end last first
     */
    public record Row(
            PatientId patient,
            PersonName name,
            LocalDate birthDate,
            String number,
            Optional<Instant> until,
            boolean chart,
            List<GrantsHeld.Held> shared) {}

    /** By family name; of the text, each word must occur in name, number or birth date. */
    @Transactional
    public List<Row> of(Actor actor, String text) {
        actor.require(Role.DOCTOR);
        actor.requirePractitioner();
        Map<PatientId, Allowed> opened =
                policy.openedTo(actor, RecordCategory.DEMOGRAPHICS, Purpose.TREATMENT, clock.instant());
        List<Row> rows = new ArrayList<>(rows(actor, opened));
        rows.removeIf(row -> !matches(row, PersonName.fold(text)));
        Set<PatientId> open = door.open(
                actor, rows.stream().map(Row::patient).toList(), RecordCategory.DEMOGRAPHICS, "doctors-patients");
        rows.removeIf(row -> !open.contains(row.patient()));
        return List.copyOf(rows);
    }

    private List<Row> rows(Actor actor, Map<PatientId, Allowed> opened) {
        Map<PatientId, Allowed> charts =
                policy.openedTo(actor, RecordCategory.SUMMARY, Purpose.TREATMENT, clock.instant());
        Map<PatientId, List<GrantsHeld.Held>> shared = held.by(actor).stream()
                .filter(grant -> grant.single().isPresent())
                .collect(Collectors.groupingBy(GrantsHeld.Held::patient));
        return opened.isEmpty()
                ? List.of()
                : entities.createQuery(
                                "SELECT p FROM Patient p WHERE p.id IN :ids ORDER BY p.familyName, p.givenName, p.id",
                                Patient.class)
                        .setParameter(
                                "ids",
                                opened.keySet().stream().map(PatientId::value).toList())
                        .getResultStream()
                        .map(patient -> new Row(
                                patient.id(),
                                patient.name(),
                                patient.birthDate(),
                                patient.number(),
                                Objects.requireNonNull(opened.get(patient.id())).until(),
                                charts.containsKey(patient.id()),
                                shared.getOrDefault(patient.id(), List.of())))
                        .toList();
    }

    private static boolean matches(Row row, String folded) {
        String known = PersonName.fold(row.name().full() + " " + row.number() + " " + row.birthDate());
        return List.of(folded.split(" ", -1)).stream().allMatch(known::contains);
    }
}
