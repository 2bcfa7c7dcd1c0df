package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;

/** What a booking form offers to choose from. */
@ApplicationScoped
public class Bookables {

    private final EntityManager entities;

    @Inject
    public Bookables(EntityManager entities) {
        this.entities = entities;
    }

    /** A kind of visit to choose. */
    public record VisitTypeChoice(VisitTypeId id, String name, int minutes, boolean needsConfirmation) {}

    /** A practitioner to choose. */
    public record PractitionerChoice(PractitionerId id, String name, String speciality) {}

    /** The kinds of visit that the actor may book, shortest first. */
    @Transactional
    public List<VisitTypeChoice> visitTypes(Actor actor) {
        return entities.createQuery("SELECT v FROM VisitType v ORDER BY v.minutes, v.name", VisitType.class)
                .getResultStream()
                .filter(type -> actor.is(Role.RECEPTIONIST) || type.booking().byPatient())
                .map(type -> new VisitTypeChoice(
                        type.id(),
                        type.name(),
                        type.length().minutes(),
                        type.booking().needsConfirmation()))
                .toList();
    }

    /** The verified practitioners who see patients, by name. */
    @Transactional
    public List<PractitionerChoice> practitioners() {
        return entities.createQuery("""
                        SELECT p FROM Practitioner p
                        WHERE p.state = 'verified' AND p.id IN (SELECT r.practitionerId FROM AvailabilityRule r)
                        ORDER BY p.familyName, p.givenName, p.id
                        """, Practitioner.class)
                .getResultStream()
                .map(one -> new PractitionerChoice(one.id(), one.displayName(), one.speciality()))
                .toList();
    }

    /** The specialities that can be booked, in alphabetical order. */
    @Transactional
    public List<String> specialities() {
        return practitioners().stream()
                .map(PractitionerChoice::speciality)
                .filter(speciality -> !speciality.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }
}
