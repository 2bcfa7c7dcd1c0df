package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.people.RoomId;
import org.chartseal.domain.shared.IdGenerator;

/** The administrator lays down when who sees patients where, and which kinds of visit there are. */
@ApplicationScoped
public class PlanAvailability {

    private final EntityManager entities;
    private final ActivityLog activities;
    private final IdGenerator ids;

    @Inject
    public PlanAvailability(EntityManager entities, ActivityLog activities, IdGenerator ids) {
        this.entities = entities;
        this.activities = activities;
        this.ids = ids;
    }

    /** Each week on that day, at those times on the wall. */
    public record Hours(DayOfWeek day, LocalTime starts, LocalTime ends) {}

    /** Adds a weekly rule that holds from that day on. */
    @Transactional
    public void addRule(Actor actor, PractitionerId practitioner, RoomId room, Hours hours, LocalDate validFrom) {
        actor.require(Role.ADMINISTRATOR);
        entities.persist(new AvailabilityRule(
                ids.next(), practitioner, room, hours.day(), hours.starts(), hours.ends(), validFrom));
        activities.keep(actor.account(), "availability-added", practitioner);
    }

    /** Adds a time in which the practitioner sees nobody. Appointments in it stay: reception moves them. */
    @Transactional
    public void addException(Actor actor, PractitionerId practitioner, TimeSpan time, String reason) {
        actor.require(Role.ADMINISTRATOR, Role.RECEPTIONIST);
        entities.persist(new AvailabilityException(ids.next(), practitioner, time, reason));
        activities.keep(actor.account(), "availability-exception-added", practitioner, reason);
    }

    /** Adds a kind of visit. */
    @Transactional
    public VisitTypeId addVisitType(
            Actor actor, String code, String name, VisitType.Length length, VisitType.Booking booking) {
        actor.require(Role.ADMINISTRATOR);
        VisitType visitType = new VisitType(new VisitTypeId(ids.next()), code, name, length, booking);
        entities.persist(visitType);
        activities.keep(actor.account(), "visit-type-added", visitType.id());
        return visitType.id();
    }
}
