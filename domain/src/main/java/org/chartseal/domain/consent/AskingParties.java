package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chartseal.domain.consent.GranteeNames.Named;
import org.chartseal.domain.insurance.Insurer;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.research.Study;

/** For whom someone can ask patients for access: a doctor for themselves, others for their insurer or their studies. */
@ApplicationScoped
public class AskingParties {

    private final EntityManager entities;

    @Inject
    public AskingParties(EntityManager entities) {
        this.entities = entities;
    }

    /** All of them, by name; none when the actor asks for nobody. */
    @Transactional
    public List<Named> of(Actor actor) {
        List<Named> parties = new ArrayList<>();
        if (actor.is(Role.DOCTOR)) {
            actor.practitioner()
                    .map(id -> entities.find(Practitioner.class, id.value()))
                    .map(GranteeNames::of)
                    .ifPresent(parties::add);
        }
        if (actor.is(Role.INSURER)) {
            members(
                            actor,
                            "SELECT i FROM Insurer i JOIN InsurerMember m ON m.insurerId = i.id",
                            "i.name",
                            Insurer.class)
                    .map(GranteeNames::of)
                    .forEach(parties::add);
        }
        if (actor.is(Role.RESEARCHER)) {
            members(actor, "SELECT s FROM Study s JOIN StudyMember m ON m.studyId = s.id", "s.title", Study.class)
                    .map(GranteeNames::of)
                    .forEach(parties::add);
        }
        return List.copyOf(parties);
    }

    /** Whether the actor asks for that one. */
    boolean isOne(Actor actor, Grantee grantee) {
        return of(actor).stream().anyMatch(party -> party.grantee().equals(grantee));
    }

    private <T> Stream<T> members(Actor actor, String joined, String order, Class<T> type) {
        return entities.createQuery(joined + " WHERE m.account = :account ORDER BY " + order, type)
                .setParameter("account", actor.account().name())
                .getResultStream();
    }
}
