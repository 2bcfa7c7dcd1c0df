package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** The patient answers a request for access: gives it, perhaps less of it, or refuses, and may take a refusal back. */
@ApplicationScoped
public class AnswerRequest {

    private final EntityManager entities;
    private final OpenRecord door;
    private final GiveAccess giveAccess;
    private final ActivityLog activities;
    private final Clock clock;

    @Inject
    public AnswerRequest(
            EntityManager entities, OpenRecord door, GiveAccess giveAccess, ActivityLog activities, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.giveAccess = giveAccess;
        this.activities = activities;
        this.clock = clock;
    }

    /**
     * Gives access, at most what was asked for; the request is settled with it, or neither.
     *
     * @throws Refused {@code request-answered}, {@code request-lapsed}, {@code request-wider}, {@code request-longer}, or as
     *     {@link GiveAccess#give} does
     * @throws NotFound when it is not the patient's own
     */
    @Transactional
    public GrantId give(Actor actor, AccessRequestId id, Set<RecordCategory> categories, LocalDate until) {
        AccessRequest request = own(actor, id);
        requireWaiting(request);
        GrantId grant = giveAccess.give(actor, command(request, categories, until));
        request.grant(grant, clock.instant());
        activities.keep(actor.account(), "access-request-granted", id);
        return grant;
    }

    /**
     * Whether it could be given so, for who looks before deciding; nothing changes.
     *
     * @return what would be given
     * @throws Refused as {@link #give} does
     */
    @Transactional
    public GiveAccess.Command check(Actor actor, AccessRequestId id, Set<RecordCategory> categories, LocalDate until) {
        AccessRequest request = own(actor, id);
        requireWaiting(request);
        GiveAccess.Command command = command(request, categories, until);
        giveAccess.check(actor, command);
        return command;
    }

    /**
     * Refuses.
     *
     * @param why what the asker is told about it; may be empty
     * @throws Refused {@code request-answered}, {@code request-lapsed} or {@code request-refusal-long}
     * @throws NotFound when it is not the patient's own
     */
    @Transactional
    public void refuse(Actor actor, AccessRequestId id, String why) {
        own(actor, id).refuse(why.strip(), clock.instant());
        activities.keep(actor.account(), "access-request-refused", id);
    }

    /**
     * Takes the refusal back: the request waits again, as long as it would have.
     *
     * @throws Refused {@code request-not-refused}, {@code request-lapsed}, or {@code request-asked-anew} when the asker has asked
     *     again since
     * @throws NotFound when it is not the patient's own
     */
    @Transactional
    public void takeBack(Actor actor, AccessRequestId id) {
        AccessRequest request = own(actor, id);
        if (request.state(clock.instant()) != AccessRequest.State.REFUSED) {
            throw Refused.because("request-not-refused");
        }
        request.waitAgain(clock.instant());
        try {
            entities.flush();
        } catch (PersistenceException refused) {
            if (Constraints.violated(refused)
                    .filter(name -> name.startsWith("access_request_one_waiting"))
                    .isPresent()) {
                throw Refused.because("request-asked-anew").causedBy(refused);
            }
            throw refused;
        }
        activities.keep(actor.account(), "access-request-refusal-taken-back", id);
    }

    private void requireWaiting(AccessRequest request) {
        switch (request.state(clock.instant())) {
            case WAITING -> {}
            case LAPSED -> throw Refused.because("request-lapsed");
            case GRANTED, REFUSED, WITHDRAWN -> throw Refused.because("request-answered");
        }
    }

    private static GiveAccess.Command command(AccessRequest request, Set<RecordCategory> categories, LocalDate until) {
        What what = What.of(categories);
        request.wish().requireWithin(categories, until);
        return new GiveAccess.Command(request.wish().grantee(), what, until);
    }

    /** Locked: of two answers at once, one finds it answered. */
    private AccessRequest own(Actor actor, AccessRequestId id) {
        actor.require(Role.PATIENT);
        AccessRequest request = entities.find(AccessRequest.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        PatientId patient = Optional.ofNullable(request)
                .flatMap(AccessRequest::patient)
                .orElseThrow(() -> new NotFound("access-request", id));
        door.open(actor, patient, RecordCategory.DEMOGRAPHICS, "access-request", Optional.of(id.value()));
        if (!patient.equals(actor.requirePatient())) {
            throw new NotFound("access-request", id);
        }
        return request;
    }
}
