package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.consent.AccessRequest.State;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;

/** Shows a patient who asked them for access, for what and why, and how they answered. */
@ApplicationScoped
public class MyRequests {

    /** The most that one page lists. */
    static final int MOST = 200;

    private final EntityManager entities;
    private final OpenRecord door;
    private final Clock clock;

    @Inject
    public MyRequests(EntityManager entities, OpenRecord door, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.clock = clock;
    }

    /** All of them, newest first. */
    @Transactional
    public List<RequestView> all(Actor actor) {
        actor.require(Role.PATIENT);
        door.open(actor, actor.requirePatient(), RecordCategory.DEMOGRAPHICS, "access-requests", Optional.empty());
        return own(actor);
    }

    /** Those that wait for an answer, newest first, on a page that has opened the record. */
    @Transactional
    public List<RequestView> waiting(Actor actor) {
        actor.require(Role.PATIENT);
        return own(actor).stream()
                .filter(request -> request.state() == State.WAITING)
                .toList();
    }

    /**
     * One of them.
     *
     * @throws NotFound when the patient has no such request
     */
    @Transactional
    public RequestView one(Actor actor, AccessRequestId id) {
        return all(actor).stream()
                .filter(request -> request.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Optional.ofNullable(entities.find(AccessRequest.class, id.value()))
                        .flatMap(AccessRequest::patient)
                        .map(owner ->
                                door.strayed(actor, owner, RecordCategory.DEMOGRAPHICS, "access-request", id.value()))
                        .orElseGet(() -> new NotFound("access-request", id)));
    }

    private List<RequestView> own(Actor actor) {
        Instant now = clock.instant();
        List<AccessRequest> requests = entities.createQuery(
                        "SELECT r FROM AccessRequest r WHERE r.patientId = :patient ORDER BY r.askedAt DESC, r.id",
                        AccessRequest.class)
                .setParameter("patient", actor.requirePatient().value())
                .setMaxResults(MOST)
                .getResultList();
        GranteeNames names = GranteeNames.ofGrantees(
                entities,
                requests.stream().map(request -> request.wish().grantee()).toList());
        return requests.stream()
                .map(request -> RequestView.of(request, names, now))
                .toList();
    }
}
