package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.scheduling.FreeSlots.Busy;
import org.chartseal.domain.shared.NotFound;

/** Reads availability and what is taken, few statements for many practitioners at once. */
@ApplicationScoped
class Diary {

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    Diary(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** Where visits fit between those days, both included; also clear of that patient's own appointments. */
    FreeSlots free(
            Collection<PractitionerId> practitioners,
            LocalDate first,
            LocalDate last,
            Optional<PatientId> patient,
            Optional<AppointmentId> without) {
        if (practitioners.isEmpty()) {
            return new FreeSlots(List.of(), List.of());
        }
        Set<UUID> who = practitioners.stream().map(PractitionerId::value).collect(Collectors.toSet());
        Instant from = first.atStartOfDay(clock.getZone()).toInstant();
        Instant until = last.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        List<Window> windows = Window.between(first, last, rules(who), clock.getZone());
        List<Busy> taken = new ArrayList<>(away(who, from, until));
        taken.addAll(booked(who, windows, from, until, without));
        patient.ifPresent(one -> taken.addAll(elsewhere(one, from, until, without)));
        return new FreeSlots(windows, taken);
    }

    private List<AvailabilityRule> rules(Set<UUID> practitioners) {
        return entities.createQuery(
                        "SELECT r FROM AvailabilityRule r WHERE r.practitionerId IN :who", AvailabilityRule.class)
                .setParameter("who", practitioners)
                .getResultList();
    }

    private List<Busy> away(Set<UUID> practitioners, Instant from, Instant until) {
        return entities.createQuery("""
                        SELECT e FROM AvailabilityException e
                        WHERE e.practitionerId IN :who AND e.startsAt < :until AND e.endsAt > :from
                        """, AvailabilityException.class)
                .setParameter("who", practitioners)
                .setParameter("from", from)
                .setParameter("until", until)
                .getResultStream()
                .map(exception -> Busy.practitioner(exception.practitioner(), exception.time()))
                .toList();
    }

    private List<Busy> booked(
            Set<UUID> practitioners,
            List<Window> windows,
            Instant from,
            Instant until,
            Optional<AppointmentId> without) {
        Set<UUID> rooms = windows.stream().map(window -> window.room().value()).collect(Collectors.toSet());
        return entities.createQuery("""
                        SELECT a FROM Appointment a
                        WHERE (a.practitionerId IN :who OR a.roomId IN :rooms) AND a.startsAt < :until
                          AND a.blockedUntil > :from AND a.startsAt > :dayBefore AND a.status NOT IN ('cancelled', 'noshow')
                        """, Appointment.class)
                .setParameter("who", practitioners)
                .setParameter("rooms", rooms)
                .setParameter("from", from)
                .setParameter("until", until)
                .setParameter("dayBefore", from.minusSeconds(86_400)) // keeps the index on the start useful
                .getResultStream()
                .filter(booked -> without.filter(booked.id()::equals).isEmpty())
                .map(booked -> Busy.both(booked.practitioner(), booked.room(), booked.blocked()))
                .toList();
    }

    private List<Busy> elsewhere(PatientId patient, Instant from, Instant until, Optional<AppointmentId> without) {
        return entities.createQuery("""
                        SELECT a FROM Appointment a
                        WHERE a.patientId = :patient AND a.startsAt < :until AND a.endsAt > :from
                          AND a.status NOT IN ('cancelled', 'noshow')
                        """, Appointment.class)
                .setParameter("patient", patient.value())
                .setParameter("from", from)
                .setParameter("until", until)
                .getResultStream()
                .filter(booked -> without.filter(booked.id()::equals).isEmpty())
                .map(booked -> Busy.patient(booked.time()))
                .toList();
    }

    VisitType visitType(VisitTypeId id) {
        return found(VisitType.class, id.value(), "visit-type");
    }

    Practitioner practitioner(PractitionerId id) {
        return found(Practitioner.class, id.value(), "practitioner");
    }

    Patient patient(PatientId id) {
        return found(Patient.class, id.value(), "patient");
    }

    private <T> T found(Class<T> type, UUID id, String what) {
        T entity = entities.find(type, id);
        if (entity == null) {
            throw new NotFound(what, id);
        }
        return entity;
    }

    LocalDate dayOf(Instant moment) {
        return LocalDate.ofInstant(moment, clock.getZone());
    }
}
