package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;

/** A doctor's own patients of a day. Of a patient who took the access away only the time is shown. */
@ApplicationScoped
public class TodaysList {

    private final AppointmentViews views;
    private final Clock clock;

    @Inject
    public TodaysList(AppointmentViews views, Clock clock) {
        this.views = views;
        this.clock = clock;
    }

    /** Today's appointments of the doctor, earliest first, cancelled ones left out. */
    @Transactional
    public List<AppointmentView> of(Actor doctor) {
        return on(doctor, LocalDate.ofInstant(clock.instant(), clock.getZone()));
    }

    /** That day's appointments of the doctor, earliest first, cancelled ones left out. */
    @Transactional
    public List<AppointmentView> on(Actor doctor, LocalDate day) {
        doctor.require(Role.DOCTOR);
        return views.of(
                doctor,
                "a.practitionerId = :doctor AND a.startsAt >= :from AND a.startsAt < :until AND a.status <> 'cancelled'"
                        + " ORDER BY a.startsAt, a.id",
                Map.of(
                        "doctor",
                        doctor.requirePractitioner().value(),
                        "from",
                        day.atStartOfDay(clock.getZone()).toInstant(),
                        "until",
                        day.plusDays(1).atStartOfDay(clock.getZone()).toInstant()),
                "todays-list");
    }
}
