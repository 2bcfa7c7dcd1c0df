package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;

/** To whom a patient can give access: the verified physicians. */
@ApplicationScoped
public class Grantable {

    private final EntityManager entities;

    @Inject
    public Grantable(EntityManager entities) {
        this.entities = entities;
    }

    /** A practitioner to choose. */
    public record Choice(PractitionerId id, String name, String speciality) {}

    /** All of them, by name. */
    @Transactional
    public List<Choice> all() {
        return entities.createQuery("""
                        SELECT p FROM Practitioner p WHERE p.state = 'verified' AND p.profession = 'physician'
                        ORDER BY p.familyName, p.givenName, p.id
                        """, Practitioner.class)
                .getResultStream()
                .map(one -> new Choice(one.id(), one.displayName(), one.speciality()))
                .toList();
    }

    /** The one with that identifier, as a form sends it. */
    @Transactional
    public Optional<Choice> choice(String id) {
        return all().stream().filter(one -> one.id().toString().equals(id)).findFirst();
    }
}
