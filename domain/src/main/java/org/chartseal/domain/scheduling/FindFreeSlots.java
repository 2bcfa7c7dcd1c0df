package org.chartseal.domain.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.people.Room;
import org.chartseal.domain.people.RoomId;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Finds free times with a practitioner or in a speciality, for a kind of visit. */
@ApplicationScoped
public class FindFreeSlots {

    /** Starts are offered in this rhythm. */
    public static final Duration GRID = Duration.ofMinutes(15);

    /** The longest stretch that one search looks through. */
    public static final int MOST_DAYS = 62;

    private static final int DAYS_AT_ONCE = 7;

    private final EntityManager entities;
    private final Diary diary;
    private final OpenList door;
    private final Clock clock;

    @Inject
    public FindFreeSlots(EntityManager entities, Diary diary, OpenList door, Clock clock) {
        this.entities = entities;
        this.diary = diary;
        this.door = door;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param practitioner only with this one
     * @param speciality only in this one
     * @param patient whose own appointments are kept clear
     * @param last day, included
     */
    public record Query(
            Optional<PractitionerId> practitioner,
            Optional<String> speciality,
            VisitTypeId visitType,
            Optional<PatientId> patient,
            LocalDate first,
            LocalDate last,
            int limit) {}

    /**
     * The free slots, earliest first, none before now.
     *
     * @throws Refused {@code date-range-backwards} or {@code date-range-too-long}
     * @throws NotFound when the actor may not know when that patient is elsewhere
     */
    @Transactional
    public List<SlotView> find(Actor actor, Query query) {
        actor.require(Role.RECEPTIONIST, Role.PATIENT, Role.DOCTOR);
        if (query.last().isBefore(query.first())) {
            throw Refused.because("date-range-backwards").at("last");
        }
        if (query.first().plusDays(MOST_DAYS).isBefore(query.last())) {
            throw Refused.because("date-range-too-long", Map.of("days", MOST_DAYS))
                    .at("last");
        }
        query.patient().ifPresent(patient -> open(actor, patient));
        return search(query, clock.instant());
    }

    /**
     * With whom and for what the next free time is wanted.
     *
     * @param practitioner only with this one
     * @param speciality only in this one
     * @param patient whose own appointments are kept clear
     */
    public record Wanted(
            Optional<PractitionerId> practitioner,
            Optional<String> speciality,
            VisitTypeId visitType,
            Optional<PatientId> patient) {}

    /** The next free slots from that moment, or from now when that is later. */
    @Transactional
    public List<SlotView> next(Actor actor, Wanted wanted, Instant from, int limit) {
        actor.require(Role.RECEPTIONIST, Role.PATIENT, Role.DOCTOR);
        wanted.patient().ifPresent(patient -> open(actor, patient));
        Instant notBefore = from.isAfter(clock.instant()) ? from : clock.instant();
        LocalDate first = diary.dayOf(notBefore);
        LocalDate last = first.plusDays(MOST_DAYS);
        return search(
                new Query(
                        wanted.practitioner(),
                        wanted.speciality(),
                        wanted.visitType(),
                        wanted.patient(),
                        first,
                        last,
                        limit),
                notBefore);
    }

    /** Where a patient's own appointments leave gaps says when they are. */
    private void open(Actor actor, PatientId patient) {
        if (door.open(actor, List.of(patient), RecordCategory.APPOINTMENTS, "free-times")
                .isEmpty()) {
            throw new NotFound("patient", patient);
        }
    }

    /** Looks a week at a time, and stops when it has enough. */
    private List<SlotView> search(Query query, Instant notBefore) {
        VisitType visitType = diary.visitType(query.visitType());
        Map<PractitionerId, Practitioner> practitioners = practitioners(query);
        List<Slot> found = new ArrayList<>();
        LocalDate today = diary.dayOf(notBefore);
        LocalDate day = query.first().isBefore(today) ? today : query.first();
        while (!day.isAfter(query.last()) && found.size() < query.limit()) {
            LocalDate last = day.plusDays(DAYS_AT_ONCE - 1L);
            LocalDate until = last.isAfter(query.last()) ? query.last() : last;
            diary.free(practitioners.keySet(), day, until, query.patient(), Optional.empty())
                    .of(visitType.length(), GRID, notBefore)
                    .limit(query.limit() - (long) found.size())
                    .forEach(found::add);
            day = until.plusDays(1);
        }
        return views(found, practitioners);
    }

    private Map<PractitionerId, Practitioner> practitioners(Query query) {
        Stream<Practitioner> verified = entities.createQuery(
                        "SELECT p FROM Practitioner p WHERE p.state = 'verified'", Practitioner.class)
                .getResultStream();
        return verified.filter(one -> query.practitioner().map(one.id()::equals).orElse(true))
                .filter(one -> query.speciality().map(one.speciality()::equals).orElse(true))
                .collect(Collectors.toMap(Practitioner::id, Function.identity()));
    }

    private List<SlotView> views(List<Slot> slots, Map<PractitionerId, Practitioner> practitioners) {
        Map<RoomId, String> rooms = entities.createQuery("SELECT r FROM Room r", Room.class)
                .getResultStream()
                .collect(Collectors.toMap(Room::id, Room::name));
        return slots.stream()
                .map(slot -> {
                    Practitioner practitioner = Objects.requireNonNull(practitioners.get(slot.practitioner()));
                    return new SlotView(
                            slot.practitioner(),
                            practitioner.displayName(),
                            practitioner.speciality(),
                            slot.room(),
                            rooms.getOrDefault(slot.room(), ""),
                            slot.time());
                })
                .toList();
    }
}
