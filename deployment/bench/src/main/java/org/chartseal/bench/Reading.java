package org.chartseal.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chartseal.bench.portal.UnkeptReads;

/** People who read pages of the portal, with their reads kept and without, in turn. */
final class Reading implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Pattern CHART = Pattern.compile("/patients/[0-9a-f-]{36}/chart");
    private static final int CHARTS = 20;
    private static final int DAYS = 7;

    private final Connection database;
    private final ClosedLoop loop = new ClosedLoop();
    private final Cpu cpu;
    private final List<Page> pages;

    /**
     * Signs people in and looks for pages with much on them.
     *
     * @param most readers at once
     */
    Reading(BenchPortal portal, int most) throws SQLException {
        this.database = portal.connect();
        this.cpu = new Cpu(portal.processes());
        List<Visitor> patients = visitors(portal, most, "patient", "patient2");
        List<Visitor> doctors = visitors(portal, most, "doctor");
        Visitor doctor = doctors.get(0);
        Stream<String> charts = CHART.matcher(doctor.page("/doctor/patients"))
                .results()
                .map(found -> found.group())
                .distinct()
                .limit(CHARTS);
        LocalDate today = LocalDate.now(Clock.systemUTC());
        Stream<String> days =
                IntStream.rangeClosed(-DAYS, DAYS).mapToObj(ahead -> "/doctor?day=" + today.plusDays(ahead));
        this.pages = List.of(
                // First the list: it looks for reads of the last hour, and no patient is read as often as in what
                // follows.
                new Page("doctor's day", longest(doctor, days), doctors),
                new Page("patient's dashboard", "/patient", patients),
                new Page("doctor's chart", longest(doctor, charts), doctors));
    }

    private static List<Visitor> visitors(BenchPortal portal, int count, String... accounts) {
        return IntStream.range(0, count)
                .mapToObj(each -> Visitor.signIn(portal.address(), accounts[each % accounts.length]))
                .toList();
    }

    private static String longest(Visitor visitor, Stream<String> paths) {
        return paths.max(Comparator.comparing(path -> visitor.page(path).length()))
                .orElseThrow();
    }

    /**
     * A page that is read.
     *
     * @param visitors who may read it, each signed in for themselves
     */
    record Page(String name, String path, List<Visitor> visitors) {

        /** Its size in characters. */
        int length() {
            return visitors.get(0).page(path).length();
        }
    }

    List<Page> pages() {
        return pages;
    }

    /** Reads all pages for so long each, with the log and without, and answers how many pages a second that were. */
    double warmUp(int readers, Duration length) {
        return pages.stream()
                .mapToDouble(page -> slice(page, readers, true, length).perSecond()
                        + slice(page, readers, false, length).perSecond())
                .sum();
    }

    /**
     * So many pairs of slices; which of a pair is first alternates. A single reader's two slices are read page by page in
     * turn, so that whatever else the machine does falls into both.
     */
    Pairs pairs(Page page, int readers, int count, Duration length) {
        return readers == 1 ? inTurn(page, count, length) : slices(page, readers, count, length);
    }

    private Pairs inTurn(Page page, int count, Duration length) {
        List<Slice> kept = new ArrayList<>();
        List<Slice> unkept = new ArrayList<>();
        for (int pair = 0; pair < count; pair++) {
            List<Double> with = new ArrayList<>();
            List<Double> without = new ArrayList<>();
            long before = rows();
            long end = System.nanoTime() + 2 * length.toNanos();
            for (boolean keptFirst = true; System.nanoTime() < end; keptFirst = !keptFirst) {
                (keptFirst ? with : without).add(once(page, keptFirst));
                (keptFirst ? without : with).add(once(page, !keptFirst));
            }
            settle();
            kept.add(inTurn(true, with, rows() - before));
            unkept.add(inTurn(false, without, 0));
        }
        return new Pairs(page.name(), 1, kept, unkept);
    }

    private static Slice inTurn(boolean kept, List<Double> millis, long rows) {
        double seconds = millis.stream().mapToDouble(Double::doubleValue).sum() / 1000;
        return new Slice(kept, seconds, millis, rows, Map.of());
    }

    private static double once(Page page, boolean kept) {
        long begin = System.nanoTime();
        page.visitors().get(0).read(page.path(), header(kept));
        return (System.nanoTime() - begin) / 1e6;
    }

    private static Optional<String> header(boolean kept) {
        return kept ? Optional.empty() : Optional.of(UnkeptReads.HEADER);
    }

    private Pairs slices(Page page, int readers, int count, Duration length) {
        List<Slice> kept = new ArrayList<>();
        List<Slice> unkept = new ArrayList<>();
        for (int pair = 0; pair < count; pair++) {
            boolean keptFirst = pair % 2 == 0;
            Slice first = slice(page, readers, keptFirst, length);
            Slice second = slice(page, readers, !keptFirst, length);
            kept.add(keptFirst ? first : second);
            unkept.add(keptFirst ? second : first);
        }
        return new Pairs(page.name(), readers, kept, unkept);
    }

    private Slice slice(Page page, int readers, boolean kept, Duration length) {
        List<Runnable> each = page.visitors().stream()
                .limit(readers)
                .map(visitor -> (Runnable) () -> visitor.read(page.path(), header(kept)))
                .toList();
        long before = rows();
        Map<String, Double> spent = cpu.now();
        ClosedLoop.Done done = loop.run(each, length);
        Map<String, Double> used = cpu.since(spent);
        settle();
        long written = rows() - before;
        if (!kept && written != 0) {
            throw new IllegalStateException(written + " rows where none was to be kept");
        }
        return new Slice(kept, done.seconds(), done.millis(), written, used);
    }

    /** Waits until the rows have their places: that work is not to fall into the slice that comes next. */
    private void settle() {
        while (number("SELECT count(*) FROM access_log_pending") > 0) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private long rows() {
        return number("SELECT coalesce(max(id), 0) FROM access_log");
    }

    private long number(String sql) {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() throws SQLException {
        loop.close();
        database.close();
    }
}
