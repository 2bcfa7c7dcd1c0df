package org.chartseal.domain.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.RoomId;
import org.chartseal.domain.scheduling.FreeSlots.Busy;
import org.chartseal.domain.scheduling.VisitType.Length;

class FreeSlotsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Duration GRID = Duration.ofMinutes(15);
    private static final List<PractitionerId> PRACTITIONERS = IntStream.range(0, 3)
            .mapToObj(i -> new PractitionerId(new UUID(1, i)))
            .toList();
    private static final List<RoomId> ROOMS =
            IntStream.range(0, 2).mapToObj(i -> new RoomId(new UUID(2, i))).toList();
    /** The week in which Berlin's clocks go forward, and the week in which they go back. */
    private static final List<LocalDate> MONDAYS = List.of(LocalDate.of(2026, 3, 23), LocalDate.of(2026, 10, 19));

    /** A week's rules and what is already taken in it. */
    record Week(LocalDate monday, List<AvailabilityRule> rules, List<Busy> busy) {

        List<Window> windows() {
            return Window.between(monday, monday.plusDays(6), rules, BERLIN);
        }

        List<Slot> free(Length length) {
            return new FreeSlots(windows(), busy)
                    .of(length, GRID, Instant.EPOCH)
                    .toList();
        }
    }

    @Provide
    Arbitrary<Week> weeks() {
        return Arbitraries.of(MONDAYS)
                .flatMap(monday -> Combinators.combine(
                                rules().list().ofMaxSize(8), busy(monday).list().ofMaxSize(12))
                        .as((rules, busy) -> new Week(monday, rules, busy)));
    }

    private static Arbitrary<AvailabilityRule> rules() {
        Arbitrary<Integer> hours = Arbitraries.integers().between(0, 20);
        Arbitrary<Integer> minutes = Arbitraries.of(0, 10, 30, 45);
        Arbitrary<Integer> lengths = Arbitraries.integers().between(5, 179);
        return Combinators.combine(
                        Arbitraries.of(PRACTITIONERS),
                        Arbitraries.of(ROOMS),
                        Arbitraries.of(DayOfWeek.class),
                        hours,
                        minutes,
                        lengths)
                .as((who, where, day, hour, minute, length) -> {
                    LocalTime starts = LocalTime.of(hour, minute);
                    return new AvailabilityRule(
                            new UUID(3, 0), who, where, day, starts, starts.plusMinutes(length), LocalDate.EPOCH);
                });
    }

    private static Arbitrary<Busy> busy(LocalDate monday) {
        Arbitrary<Integer> starts = Arbitraries.integers().between(0, 7 * 24 * 60);
        Arbitrary<Integer> lengths = Arbitraries.integers().between(1, 600);
        Instant first = monday.atStartOfDay(BERLIN).toInstant();
        return Combinators.combine(
                        Arbitraries.of(PRACTITIONERS),
                        Arbitraries.of(ROOMS),
                        Arbitraries.integers().between(0, 2),
                        starts,
                        lengths)
                .as((who, where, kind, start, length) -> {
                    TimeSpan time = TimeSpan.of(first.plus(Duration.ofMinutes(start)), Duration.ofMinutes(length));
                    return switch (kind) {
                        case 0 -> Busy.both(who, where, time);
                        case 1 -> Busy.practitioner(who, time);
                        default -> Busy.patient(time);
                    };
                });
    }

    @Provide
    Arbitrary<Length> lengths() {
        return Combinators.combine(Arbitraries.of(5, 15, 20, 30, 60), Arbitraries.of(0, 5, 10, 30))
                .as(Length::new);
    }

    @Property(tries = 200)
    void aSlotNeverTouchesWhatIsTakenNotEvenWithItsBuffer(
            @ForAll("weeks") Week week, @ForAll("lengths") Length length) {
        for (Slot slot : week.free(length)) {
            TimeSpan blocked = TimeSpan.of(slot.time().start(), length.blocked());
            assertThat(week.busy())
                    .noneMatch(busy -> busy.time().overlaps(blocked)
                            && (busy.everything()
                                    || busy.practitioner().equals(Optional.of(slot.practitioner()))
                                    || busy.room().equals(Optional.of(slot.room()))));
        }
    }

    @Property(tries = 200)
    void aSlotLiesInAWindowOfItsPractitionerInThatRoom(@ForAll("weeks") Week week, @ForAll("lengths") Length length) {
        for (Slot slot : week.free(length)) {
            assertThat(slot.time().length()).isEqualTo(length.visit());
            assertThat(week.rules())
                    .anyMatch(rule -> rule.practitioner().equals(slot.practitioner())
                            && rule.room().equals(slot.room())
                            && shownInside(rule, slot));
        }
    }

    /** What a clock on the wall shows lies within the rule's times; when an hour comes twice, both comings count. */
    private static boolean shownInside(AvailabilityRule rule, Slot slot) {
        var start = slot.time().start().atZone(BERLIN);
        var end = slot.time().end().atZone(BERLIN);
        LocalDate day = start.toLocalDate();
        boolean byTheWall = !start.toLocalTime().isBefore(rule.starts())
                && !end.toLocalTime().isAfter(rule.ends());
        boolean inBothComings =
                !start.isBefore(day.atTime(rule.starts()).atZone(BERLIN).withEarlierOffsetAtOverlap())
                        && !end.isAfter(day.atTime(rule.ends()).atZone(BERLIN).withLaterOffsetAtOverlap());
        return rule.holdsOn(day) && (byTheWall || inBothComings);
    }

    @Property(tries = 200)
    void everyFreeStartOnTheGridIsOffered(@ForAll("weeks") Week week, @ForAll("lengths") Length length) {
        List<Slot> free = week.free(length);
        for (Window window : week.windows()) {
            for (Instant start = window.time().start();
                    !start.plus(length.visit()).isAfter(window.time().end());
                    start = start.plus(GRID)) {
                TimeSpan blocked = TimeSpan.of(start, length.blocked());
                boolean clear = week.busy().stream()
                        .noneMatch(busy -> busy.concerns(window) && busy.time().overlaps(blocked));
                Slot slot = new Slot(window.practitioner(), window.room(), TimeSpan.of(start, length.visit()));
                assertThat(clear).isEqualTo(free.contains(slot));
            }
        }
    }

    @Property(tries = 200)
    void slotsComeInOrderWithoutRepetition(@ForAll("weeks") Week week, @ForAll("lengths") Length length) {
        List<Slot> free = week.free(length);
        assertThat(free).doesNotHaveDuplicates();
        assertThat(free).extracting(slot -> slot.time().start()).isSorted();
    }

    @Example
    void theNightTheClockSkipsAnHourHasAnHourLess() {
        assertThat(slotsOnSunday(LocalDate.of(2026, 3, 23))).isEqualTo(4);
    }

    @Example
    void theNightAnHourComesTwiceHasAnHourMore() {
        assertThat(slotsOnSunday(LocalDate.of(2026, 10, 19))).isEqualTo(12);
    }

    @Example
    void aRuleThatFallsIntoTheSkippedHourOpensNothing() {
        var rule = rule(LocalTime.of(2, 10), LocalTime.of(2, 50));
        LocalDate sunday = LocalDate.of(2026, 3, 29);
        assertThat(Window.between(sunday, sunday, List.of(rule), BERLIN)).isEmpty();
    }

    @Example
    void nothingIsOfferedBeforeTheMomentAsked() {
        Week week = new Week(MONDAYS.get(0), List.of(rule(LocalTime.of(9, 0), LocalTime.of(10, 0))), List.of());
        Instant half = Instant.parse("2026-03-29T07:20:00Z");
        assertThat(new FreeSlots(week.windows(), List.of()).of(new Length(15, 0), GRID, half))
                .extracting(slot -> slot.time().start())
                .containsExactly(Instant.parse("2026-03-29T07:30:00Z"), Instant.parse("2026-03-29T07:45:00Z"));
    }

    private static int slotsOnSunday(LocalDate monday) {
        Week week = new Week(monday, List.of(rule(LocalTime.of(1, 0), LocalTime.of(3, 0))), List.of());
        return week.free(new Length(15, 0)).size();
    }

    private static AvailabilityRule rule(LocalTime starts, LocalTime ends) {
        return new AvailabilityRule(
                new UUID(3, 0), PRACTITIONERS.get(0), ROOMS.get(0), DayOfWeek.SUNDAY, starts, ends, LocalDate.EPOCH);
    }
}
