package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.consent.AccessRequest.State;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;

/** Shows askers how their requests for access stand. Of a patient it tells no more than the asker said, until they gave access. */
@ApplicationScoped
public class RequestsMade {

    /** The most that one page lists. */
    static final int MOST = 200;

    private final EntityManager entities;
    private final AskingParties parties;
    private final Clock clock;

    @Inject
    public RequestsMade(EntityManager entities, AskingParties parties, Clock clock) {
        this.entities = entities;
        this.parties = parties;
        this.clock = clock;
    }

    /**
     * A request.
     *
     * @param whom as the asker named them
     * @param patient who gave access; nobody before
     */
    public record Made(RequestView request, WhomAsked whom, Optional<PatientId> patient) {}

    /** Those of the actor, of their insurer and of their studies, newest first. */
    @Transactional
    public List<Made> of(Actor actor) {
        List<UUID> askers =
                parties.of(actor).stream().map(party -> party.grantee().id()).toList();
        if (askers.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        List<AccessRequest> requests = entities.createQuery("""
                        SELECT r FROM AccessRequest r
                        WHERE COALESCE(r.wish.practitionerId, r.wish.insurerId, r.wish.studyId) IN :askers
                        ORDER BY r.askedAt DESC, r.id
                        """, AccessRequest.class)
                .setParameter("askers", askers)
                .setMaxResults(MOST)
                .getResultList();
        GranteeNames names = GranteeNames.ofGrantees(
                entities,
                requests.stream().map(request -> request.wish().grantee()).toList());
        return requests.stream().map(request -> made(request, names, now)).toList();
    }

    private static Made made(AccessRequest request, GranteeNames names, Instant now) {
        return new Made(
                RequestView.of(request, names, now),
                request.whom(),
                request.patient().filter(patient -> request.state(now) == State.GRANTED));
    }
}
