package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Department;
import org.chartseal.domain.people.DepartmentId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;

/** A day at reception: a column a practitioner, what is booked in it and where it is free. */
@ApplicationScoped
public class DayCalendar {

    private final EntityManager entities;
    private final Diary diary;
    private final AppointmentViews views;
    private final Clock clock;

    @Inject
    public DayCalendar(EntityManager entities, Diary diary, AppointmentViews views, Clock clock) {
        this.entities = entities;
        this.diary = diary;
        this.views = views;
        this.clock = clock;
    }

    /**
     * A day.
     *
     * @param revision changes whenever an appointment changes, on any day
     */
    public record Day(LocalDate date, List<Column> columns, long revision) {}

    /**
     * A practitioner's day.
     *
     * @param appointments that still take time, earliest first
     * @param free where a visit of the shortest kind can start, earliest first; none in the past
     */
    public record Column(
            PractitionerId practitioner,
            String name,
            String speciality,
            String department,
            List<AppointmentView> appointments,
            List<Slot> free) {}

    /** The day, with the practitioners who see patients on it or have appointments. */
    @Transactional
    public Day of(Actor actor, LocalDate date, Optional<DepartmentId> department) {
        actor.require(Role.RECEPTIONIST);
        long revision = latestChange();
        Map<PractitionerId, Practitioner> practitioners = practitioners(department);
        Map<PractitionerId, List<AppointmentView>> booked = booked(actor, date, department);
        Map<PractitionerId, List<Slot>> free = diary.free(
                        practitioners.keySet(), date, date, Optional.empty(), Optional.empty())
                .of(shortest(), FindFreeSlots.GRID, clock.instant())
                .collect(Collectors.groupingBy(Slot::practitioner));
        List<Column> columns = practitioners.values().stream()
                .filter(one -> booked.containsKey(one.id()) || free.containsKey(one.id()))
                .map(one -> column(one, booked, free))
                .toList();
        return new Day(date, columns, revision);
    }

    /** The number of the latest change to any appointment: equal as long as no calendar changes. */
    @Transactional
    public long revision(Actor actor) {
        actor.require(Role.RECEPTIONIST);
        return latestChange();
    }

    private long latestChange() {
        return (Long) entities.createNativeQuery("SELECT coalesce(max(id), 0) FROM appointment_change", Long.class)
                .getSingleResult();
    }

    private Column column(
            Practitioner practitioner,
            Map<PractitionerId, List<AppointmentView>> booked,
            Map<PractitionerId, List<Slot>> free) {
        return new Column(
                practitioner.id(),
                practitioner.displayName(),
                practitioner.speciality(),
                Optional.ofNullable(entities.find(
                                Department.class, practitioner.department().value()))
                        .map(Department::name)
                        .orElse(""),
                booked.getOrDefault(practitioner.id(), List.of()),
                free.getOrDefault(practitioner.id(), List.of()));
    }

    private Map<PractitionerId, Practitioner> practitioners(Optional<DepartmentId> department) {
        return entities.createQuery(
                        "SELECT p FROM Practitioner p WHERE p.state <> 'suspended' ORDER BY p.familyName, p.id",
                        Practitioner.class)
                .getResultStream()
                .filter(one -> department.map(one.department()::equals).orElse(true))
                .collect(Collectors.toMap(Practitioner::id, one -> one, (one, other) -> one, LinkedHashMap::new));
    }

    private Map<PractitionerId, List<AppointmentView>> booked(
            Actor actor, LocalDate date, Optional<DepartmentId> department) {
        Instant from = date.atStartOfDay(clock.getZone()).toInstant();
        Instant until = date.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        String inDepartment = department.isPresent() ? " AND d.departmentId = :department" : "";
        Map<String, Object> parameters = new java.util.HashMap<>(Map.of("from", from, "until", until));
        department.ifPresent(one -> parameters.put("department", one.value()));
        return views
                .of(
                        actor,
                        "a.startsAt >= :from AND a.startsAt < :until AND a.status NOT IN ('cancelled', 'noshow')"
                                + inDepartment + " ORDER BY a.startsAt, a.id",
                        parameters,
                        "day-calendar")
                .stream()
                .collect(Collectors.groupingBy(AppointmentView::practitioner));
    }

    private VisitType.Length shortest() {
        return entities.createQuery("SELECT v FROM VisitType v", VisitType.class)
                .getResultStream()
                .map(VisitType::length)
                .min(Comparator.comparing(VisitType.Length::blocked))
                .orElse(new VisitType.Length((int) FindFreeSlots.GRID.toMinutes(), 0));
    }
}
