package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chartseal.domain.consent.GranteeNames.Named;
import org.chartseal.domain.insurance.Insurer;
import org.chartseal.domain.people.Department;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.research.Study;

/**
 * To whom a patient can give access by choosing from a list: the verified physicians, departments that have one, insurers, and
 * studies that go on. Who they are is no secret.
 */
@ApplicationScoped
public class Grantable {

    private static final String PRACTITIONERS = """
            SELECT p FROM Practitioner p WHERE p.state = 'verified' AND p.profession = 'physician'
            ORDER BY p.familyName, p.givenName, p.id
            """;

    private static final String DEPARTMENTS = """
            SELECT d FROM Department d WHERE EXISTS
              (SELECT p FROM Practitioner p WHERE p.departmentId = d.id AND p.state = 'verified' AND p.profession = 'physician')
            ORDER BY d.name, d.id
            """;

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    public Grantable(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** All of them, kind by kind, by name. */
    @Transactional
    public List<Named> all() {
        return Stream.of(
                        entities.createQuery(PRACTITIONERS, Practitioner.class)
                                .getResultStream()
                                .map(GranteeNames::of),
                        entities.createQuery(DEPARTMENTS, Department.class)
                                .getResultStream()
                                .map(GranteeNames::of),
                        entities.createQuery("SELECT i FROM Insurer i ORDER BY i.name", Insurer.class)
                                .getResultStream()
                                .map(GranteeNames::of),
                        entities.createQuery(
                                        "SELECT s FROM Study s WHERE s.endsOn >= :today ORDER BY s.title", Study.class)
                                .setParameter("today", LocalDate.ofInstant(clock.instant(), clock.getZone()))
                                .getResultStream()
                                .map(GranteeNames::of))
                .flatMap(some -> some)
                .toList();
    }

    /** The one of that code ({@link Grantee#code}), as a form sends it. */
    @Transactional
    public Optional<Named> choice(String code) {
        return all().stream().filter(one -> one.grantee().code().equals(code)).findFirst();
    }
}
