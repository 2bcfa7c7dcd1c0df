package org.chartseal.domain.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chartseal.domain.shared.NotFound;

/** Shows the administrator who works here, and with which licence. */
@ApplicationScoped
public class ListPractitioners {

    private final EntityManager entities;

    @Inject
    public ListPractitioners(EntityManager entities) {
        this.entities = entities;
    }

    /** A practitioner as the administrator sees them. */
    public record Row(
            PractitionerId id,
            String displayName,
            Profession profession,
            String speciality,
            DepartmentId department,
            String departmentName,
            Practitioner.State state,
            Optional<Licence> licence,
            Optional<Account> account,
            Optional<Account> verifiedBy,
            Optional<Instant> verifiedAt,
            Instant registeredAt) {}

    /** All practitioners, by name. */
    @Transactional
    public List<Row> all(Actor actor) {
        actor.require(Role.ADMINISTRATOR);
        Map<DepartmentId, Department> departments = departments();
        return entities.createQuery(
                        "SELECT p FROM Practitioner p ORDER BY p.familyName, p.givenName, p.id", Practitioner.class)
                .getResultStream()
                .map(practitioner -> row(practitioner, departments))
                .toList();
    }

    /**
     * One practitioner.
     *
     * @throws NotFound when there is none of that identifier
     */
    @Transactional
    public Row one(Actor actor, PractitionerId id) {
        actor.require(Role.ADMINISTRATOR);
        Practitioner practitioner = entities.find(Practitioner.class, id.value());
        if (practitioner == null) {
            throw new NotFound("practitioner", id);
        }
        return row(practitioner, departments());
    }

    private Map<DepartmentId, Department> departments() {
        return entities.createQuery("SELECT d FROM Department d", Department.class)
                .getResultStream()
                .collect(Collectors.toMap(Department::id, Function.identity()));
    }

    private static Row row(Practitioner practitioner, Map<DepartmentId, Department> departments) {
        Department department = departments.get(practitioner.department());
        return new Row(
                practitioner.id(),
                practitioner.displayName(),
                practitioner.profession(),
                practitioner.speciality(),
                practitioner.department(),
                department == null ? "" : department.name(),
                practitioner.state(),
                practitioner.licence(),
                practitioner.account(),
                practitioner.verifiedBy(),
                practitioner.verifiedAt(),
                practitioner.registeredAt());
    }
}
