package org.chartseal.domain.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.RoomId;

/**
 * Computes where a visit fits: inside a window, clear of everything that takes the practitioner, the room or the patient,
 * with the buffer after it. Starts lie on a grid that begins with each window. Pure: knows neither clock nor database.
 */
final class FreeSlots {

    private static final Comparator<Slot> IN_ORDER = Comparator.comparing(
                    (Slot slot) -> slot.time().start())
            .thenComparing(slot -> slot.practitioner().value())
            .thenComparing(slot -> slot.room().value());

    private final List<Window> windows;
    private final List<Busy> taken;

    FreeSlots(List<Window> windows, List<Busy> taken) {
        this.windows = List.copyOf(windows);
        this.taken = List.copyOf(taken);
    }

    /**
     * A time in which someone or something is taken.
     *
     * @param practitioner who is taken, unless nobody
     * @param room which is taken, unless none
     * @param everything whether the time is taken for any visit at all (the patient is elsewhere)
     */
    record Busy(Optional<PractitionerId> practitioner, Optional<RoomId> room, boolean everything, TimeSpan time) {

        static Busy both(PractitionerId practitioner, RoomId room, TimeSpan time) {
            return new Busy(Optional.of(practitioner), Optional.of(room), false, time);
        }

        static Busy practitioner(PractitionerId practitioner, TimeSpan time) {
            return new Busy(Optional.of(practitioner), Optional.empty(), false, time);
        }

        static Busy patient(TimeSpan time) {
            return new Busy(Optional.empty(), Optional.empty(), true, time);
        }

        boolean concerns(Window window) {
            return everything
                    || practitioner.filter(window.practitioner()::equals).isPresent()
                    || room.filter(window.room()::equals).isPresent();
        }
    }

    /** The free slots that do not start before that moment, earliest first. */
    Stream<Slot> of(VisitType.Length length, Duration grid, Instant notBefore) {
        return windows.stream()
                .flatMap(window -> in(window, length, grid, notBefore))
                .sorted(IN_ORDER)
                .distinct();
    }

    /** The slot that starts at that very moment, if it is inside a window; whether it is taken is not asked. */
    Optional<Slot> at(PractitionerId practitioner, Instant start, VisitType.Length length) {
        TimeSpan visit = TimeSpan.of(start, length.visit());
        return windows.stream()
                .filter(window -> window.practitioner().equals(practitioner)
                        && window.time().contains(visit))
                .map(window -> new Slot(practitioner, window.room(), visit))
                .min(IN_ORDER);
    }

    private Stream<Slot> in(Window window, VisitType.Length length, Duration grid, Instant notBefore) {
        List<TimeSpan> busy = taken.stream()
                .filter(one -> one.concerns(window))
                .map(Busy::time)
                .toList();
        Instant last = window.time().end().minus(length.visit());
        return Stream.iterate(window.time().start(), start -> !start.isAfter(last), start -> start.plus(grid))
                .filter(start -> !start.isBefore(notBefore))
                .filter(start -> busy.stream().noneMatch(TimeSpan.of(start, length.blocked())::overlaps))
                .map(start -> new Slot(window.practitioner(), window.room(), TimeSpan.of(start, length.visit())));
    }
}
