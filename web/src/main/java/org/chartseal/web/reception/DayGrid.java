package org.chartseal.web.reception;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chartseal.domain.scheduling.AppointmentView;
import org.chartseal.domain.scheduling.DayCalendar;
import org.chartseal.domain.scheduling.FindFreeSlots;
import org.chartseal.domain.scheduling.TimeSpan;

/**
 * A day laid out as a table: a row each quarter of an hour, a column a practitioner.
 *
 * @param columns in the order of the cells of each row
 */
public record DayGrid(List<DayCalendar.Column> columns, List<Row> rows) {

    private static final Duration STEP = FindFreeSlots.GRID;

    /** A quarter of an hour; hour tells whether a full one begins. */
    public record Row(Instant start, boolean hour, List<Cell> cells) {}

    /**
     * What stands at a time in a column.
     *
     * @param visit that begins here and goes on for that many rows
     * @param free whether a visit can be booked here
     */
    public record Cell(
            DayCalendar.Column column, Optional<AppointmentView> visit, int rows, boolean free, Instant start) {}

    /** Lays out the columns of a day. */
    static DayGrid of(List<DayCalendar.Column> columns) {
        List<TimeSpan> times = columns.stream()
                .flatMap(column -> Stream.concat(
                        column.appointments().stream().map(AppointmentView::time),
                        column.free().stream().map(slot -> slot.time())))
                .toList();
        Optional<Instant> first = times.stream().map(TimeSpan::start).min(Instant::compareTo);
        Optional<Instant> last = times.stream().map(TimeSpan::end).max(Instant::compareTo);
        if (first.isEmpty() || last.isEmpty()) {
            return new DayGrid(columns, List.of());
        }
        List<Row> rows = new ArrayList<>();
        Map<DayCalendar.Column, Instant> coveredUntil = new HashMap<>();
        for (Instant start = hourOf(first.get()); start.isBefore(last.get()); start = start.plus(STEP)) {
            rows.add(row(start, columns, coveredUntil));
        }
        return new DayGrid(columns, rows);
    }

    private static Row row(
            Instant start, List<DayCalendar.Column> columns, Map<DayCalendar.Column, Instant> coveredUntil) {
        List<Cell> cells = new ArrayList<>();
        for (DayCalendar.Column column : columns) {
            if (!start.isBefore(coveredUntil.getOrDefault(column, Instant.MIN))) {
                Cell cell = cell(start, column);
                coveredUntil.put(column, start.plus(STEP.multipliedBy(cell.rows())));
                cells.add(cell);
            }
        }
        return new Row(start, start.equals(hourOf(start)), cells);
    }

    private static Cell cell(Instant start, DayCalendar.Column column) {
        TimeSpan quarter = TimeSpan.of(start, STEP);
        Optional<AppointmentView> visit = column.appointments().stream()
                .filter(one -> quarter.contains(
                        new TimeSpan(one.time().start(), one.time().start().plusNanos(1))))
                .findFirst();
        int rows = visit.map(one -> rowsUntil(start, one.time().end())).orElse(1);
        boolean free = visit.isEmpty()
                && column.free().stream().anyMatch(slot -> slot.time().start().equals(start));
        return new Cell(column, visit, rows, free, start);
    }

    private static int rowsUntil(Instant start, Instant end) {
        long seconds = Duration.between(start, end).toSeconds();
        return (int) Math.max(1, (seconds + STEP.toSeconds() - 1) / STEP.toSeconds());
    }

    private static Instant hourOf(Instant moment) {
        return moment.truncatedTo(java.time.temporal.ChronoUnit.HOURS);
    }
}
