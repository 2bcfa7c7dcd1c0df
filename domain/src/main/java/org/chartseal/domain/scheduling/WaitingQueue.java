package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;

/** Who is in the house today: waiting, and being seen. */
@ApplicationScoped
public class WaitingQueue {

    private final AppointmentViews views;
    private final Clock clock;

    @Inject
    public WaitingQueue(AppointmentViews views, Clock clock) {
        this.views = views;
        this.clock = clock;
    }

    /**
     * Someone in the house.
     *
     * @param waited since check-in, or until called in
     * @param late the appointment's time has passed and the patient still waits
     */
    public record Entry(AppointmentView appointment, Duration waited, boolean late) {}

    /** Those waiting, longest first, then those in a room. */
    @Transactional
    public List<Entry> of(Actor actor) {
        actor.require(Role.RECEPTIONIST, Role.DOCTOR);
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, clock.getZone());
        Instant from = today.atStartOfDay(clock.getZone()).toInstant();
        Instant until = today.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        return views
                .of(
                        actor,
                        "a.startsAt >= :from AND a.startsAt < :until AND a.status IN ('arrived', 'in-room')"
                                + " ORDER BY a.status, a.arrivedAt, a.id",
                        Map.of("from", from, "until", until),
                        "waiting-queue")
                .stream()
                .map(view -> entry(view, now))
                .toList();
    }

    private static Entry entry(AppointmentView view, Instant now) {
        boolean waits = view.status() == AppointmentStatus.ARRIVED;
        Instant until = waits ? now : view.statusSince();
        Duration waited = view.arrivedAt()
                .map(arrived -> Duration.between(arrived, until))
                .orElse(Duration.ZERO);
        return new Entry(view, waited, waits && now.isAfter(view.time().start()));
    }
}
