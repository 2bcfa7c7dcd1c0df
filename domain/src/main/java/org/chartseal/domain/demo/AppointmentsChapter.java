package org.chartseal.domain.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Departments;
import org.chartseal.domain.people.Departments.RoomRow;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.scheduling.AppointmentId;
import org.chartseal.domain.scheduling.BookAppointment;
import org.chartseal.domain.scheduling.BookAppointment.Booked;
import org.chartseal.domain.scheduling.Bookables;
import org.chartseal.domain.scheduling.CancelAppointment;
import org.chartseal.domain.scheduling.CheckIn;
import org.chartseal.domain.scheduling.CompleteVisit;
import org.chartseal.domain.scheduling.MarkNoShow;
import org.chartseal.domain.scheduling.PlanAvailability;
import org.chartseal.domain.scheduling.StartVisit;
import org.chartseal.domain.scheduling.VisitAccess;
import org.chartseal.domain.scheduling.VisitType;
import org.chartseal.domain.scheduling.VisitTypeId;

/** Kinds of visit, availability, and appointments from two weeks back to two weeks ahead. */
@ApplicationScoped
public class AppointmentsChapter implements DemoChapter {

    private static final int DAYS = 14;
    private static final int PLANNED_DAYS_AGO = 60;
    /** These work at weekends too, so that there is a today on every day. */
    private static final int WEEKEND_DOCTORS = 4;

    private static final List<LocalTime> STARTS = List.of(
            LocalTime.of(9, 0),
            LocalTime.of(9, 30),
            LocalTime.of(10, 0),
            LocalTime.of(10, 30),
            LocalTime.of(11, 0),
            LocalTime.of(11, 30),
            LocalTime.of(13, 30),
            LocalTime.of(14, 0),
            LocalTime.of(14, 30));

    /** So many doctors hold surgery early and late as well on the weekday of the first start: it may be any hour. */
    private static final int LONG_DAY_DOCTORS = 2;

    private static final LocalTime LONG_DAY_BEGINS = LocalTime.of(7, 0);
    private static final LocalTime LONG_DAY_ENDS = LocalTime.of(22, 0);
    private static final List<LocalTime> EARLY_AND_LATE = Stream.iterate(
                    LONG_DAY_BEGINS, start -> start.isBefore(LONG_DAY_ENDS), start -> start.plusMinutes(30))
            .filter(start -> start.isBefore(LocalTime.of(9, 0)) || !start.isBefore(LocalTime.of(17, 0)))
            .toList();

    /** Visits of the two patients who have accounts: day, doctor and start give the patient's number. */
    private static final Map<String, Integer> OWN = Map.of(
            "-10/0/0", 0,
            "-3/0/1", 0,
            "0/0/2", 0,
            "7/1/0", 0,
            "-6/1/0", 1,
            "0/1/1", 1,
            "5/0/0", 1);

    private static final List<String> REASONS = List.of(
            "Chest tightness on stairs", "Blood pressure check", "Cough for two weeks", "Knee pain", "Follow-up", "");

    private final PlanAvailability plan;
    private final Departments departments;
    private final Bookables bookables;
    private final BookAppointment book;
    private final Day day;
    private final DemoCast cast;
    private final Clock clock;

    @Inject
    public AppointmentsChapter(
            PlanAvailability plan,
            Departments departments,
            Bookables bookables,
            BookAppointment book,
            Day day,
            DemoCast cast,
            Clock clock) {
        this.plan = plan;
        this.departments = departments;
        this.bookables = bookables;
        this.book = book;
        this.day = day;
        this.cast = cast;
        this.clock = clock;
    }

    /** What happens to an appointment after it was booked. */
    @ApplicationScoped
    public static class Day {

        private final CheckIn checkIn;
        private final StartVisit start;
        private final CompleteVisit complete;
        private final MarkNoShow noShow;
        private final CancelAppointment cancel;
        private final DemoCast cast;

        @Inject
        public Day(
                CheckIn checkIn,
                StartVisit start,
                CompleteVisit complete,
                MarkNoShow noShow,
                CancelAppointment cancel,
                DemoCast cast) {
            this.checkIn = checkIn;
            this.start = start;
            this.complete = complete;
            this.noShow = noShow;
            this.cancel = cancel;
            this.cast = cast;
        }

        void arrive(AppointmentId visit, Instant at) {
            DemoStage.at(at, () -> checkIn.checkIn(cast.reception(), visit, 0));
        }

        void begin(AppointmentId visit, PractitionerId doctor, Instant at) {
            DemoStage.at(at, () -> start.start(cast.practitioner(doctor), visit, 1));
        }

        void end(AppointmentId visit, PractitionerId doctor, Instant at) {
            DemoStage.at(at, () -> complete.complete(cast.practitioner(doctor), visit, 2));
        }

        void miss(AppointmentId visit, Instant at) {
            DemoStage.at(at, () -> noShow.mark(cast.reception(), visit, 0));
        }

        void callOff(AppointmentId visit, Instant at) {
            DemoStage.at(at, () -> cancel.cancel(cast.reception(), visit, 0, "Patient rang: cannot come"));
        }
    }

    @Override
    public String code() {
        return "appointments";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public List<DemoStep> steps(DemoDay today) {
        List<DemoStep> steps = new ArrayList<>();
        steps.add(new DemoStep("plan", () -> DemoStage.at(today.at(-PLANNED_DAYS_AGO, 12, 0), () -> plan(today))));
        for (int offset = -DAYS; offset <= DAYS; offset++) {
            int which = offset;
            steps.add(new DemoStep("day" + which, () -> bookDay(which, today)));
        }
        return steps;
    }

    private void plan(DemoDay today) {
        Actor administrator = cast.administrator();
        var byAll = new VisitType.Booking(true, false);
        plan.addVisitType(administrator, "follow-up", "Follow-up", new VisitType.Length(15, 0), byAll);
        plan.addVisitType(administrator, "consultation", "Consultation", new VisitType.Length(30, 0), byAll);
        plan.addVisitType(
                administrator,
                "first-visit",
                "First visit",
                new VisitType.Length(45, 0),
                new VisitType.Booking(true, true));
        plan.addVisitType(
                administrator,
                "procedure",
                "Minor procedure",
                new VisitType.Length(45, 15),
                new VisitType.Booking(false, false));
        List<PractitionerId> doctors = cast.physicians();
        List<RoomRow> rooms = departments.rooms();
        for (int doctor = 0; doctor < doctors.size(); doctor++) {
            for (DayOfWeek weekday : DayOfWeek.values()) {
                if (works(doctor, weekday)) {
                    addHours(administrator, doctors.get(doctor), rooms.get(doctor), weekday, today);
                }
            }
            if (doctor < LONG_DAY_DOCTORS) {
                addLongDay(administrator, doctors.get(doctor), rooms.get(doctor), today);
            }
        }
    }

    private void addHours(Actor administrator, PractitionerId doctor, RoomRow room, DayOfWeek weekday, DemoDay today) {
        LocalDate from = today.day(-PLANNED_DAYS_AGO);
        var morning = new PlanAvailability.Hours(weekday, LocalTime.of(9, 0), LocalTime.of(12, 0));
        var afternoon = new PlanAvailability.Hours(weekday, LocalTime.of(13, 30), LocalTime.of(17, 0));
        plan.addRule(administrator, doctor, room.id(), morning, from);
        plan.addRule(administrator, doctor, room.id(), afternoon, from);
    }

    private void addLongDay(Actor administrator, PractitionerId doctor, RoomRow room, DemoDay today) {
        DayOfWeek weekday = today.today().getDayOfWeek();
        var early = new PlanAvailability.Hours(weekday, LONG_DAY_BEGINS, LocalTime.of(9, 0));
        var late = new PlanAvailability.Hours(weekday, LocalTime.of(17, 0), LONG_DAY_ENDS);
        plan.addRule(administrator, doctor, room.id(), early, today.today());
        plan.addRule(administrator, doctor, room.id(), late, today.today());
    }

    private static boolean works(int doctor, DayOfWeek weekday) {
        return doctor < WEEKEND_DOCTORS || weekday.getValue() < DayOfWeek.SATURDAY.getValue();
    }

    private void bookDay(int offset, DemoDay today) {
        List<PractitionerId> doctors = cast.physicians();
        List<PatientId> patients = cast.patients();
        List<VisitTypeId> types = bookables.visitTypes(cast.reception()).stream()
                .filter(type -> type.minutes() <= 30)
                .map(Bookables.VisitTypeChoice::id)
                .toList();
        int seen = 0;
        for (int doctor = 0; doctor < doctors.size(); doctor++) {
            List<LocalTime> starts = starts(offset, doctor);
            for (int start = 0; start < starts.size(); start++) {
                OptionalInt patient = patient(offset, doctor, start, seen, today);
                if (patient.isPresent()) {
                    seen++;
                    int turn = mix(offset, doctor, start);
                    var wish = new BookAppointment.Command(
                            form(offset, doctor, start),
                            patients.get(patient.getAsInt()),
                            doctors.get(doctor),
                            types.get(turn % types.size()),
                            today.at(
                                    offset,
                                    starts.get(start).getHour(),
                                    starts.get(start).getMinute()),
                            REASONS.get(turn % REASONS.size()),
                            VisitAccess.USUAL);
                    bookAndLive(offset, turn, wish, today);
                }
            }
        }
    }

    /** Who comes then, if anybody: nobody twice on a day. */
    private static OptionalInt patient(int offset, int doctor, int start, int seen, DemoDay today) {
        if (!works(doctor, today.day(offset).getDayOfWeek())) {
            return OptionalInt.empty();
        }
        Integer own = OWN.get(offset + "/" + doctor + "/" + start);
        if (own != null) {
            return OptionalInt.of(own);
        }
        boolean fullDay = offset == 0 || doctor == 0;
        boolean taken = mix(offset, doctor, start) % 100 < (fullDay ? 65 : 30);
        return taken ? OptionalInt.of(2 + Math.floorMod(offset * 31 + seen * 7, 218)) : OptionalInt.empty();
    }

    /** When visits can begin then; those of the usual hours come first, whatever the day. */
    private static List<LocalTime> starts(int offset, int doctor) {
        return offset == 0 && doctor < LONG_DAY_DOCTORS
                ? Stream.concat(STARTS.stream(), EARLY_AND_LATE.stream()).toList()
                : STARTS;
    }

    private void bookAndLive(int offset, int turn, BookAppointment.Command wish, DemoDay today) {
        Instant bookedAt = today.at(Math.min(offset, 0) - 2 - turn % 5, 10, turn % 60);
        DemoStage.at(bookedAt, () -> {
            if (!(book.book(cast.reception(), wish) instanceof Booked booked)) {
                throw new IllegalStateException("the demo books every time once");
            }
            if (offset < 0) {
                past(booked.appointment(), wish, turn, bookedAt);
            } else if (offset == 0) {
                live(booked.appointment(), wish, DemoVisit.of(wish.start(), turn));
            }
        });
    }

    private void past(AppointmentId visit, BookAppointment.Command wish, int turn, Instant bookedAt) {
        boolean kept = cast.hasAccount(wish.patient());
        if (turn % 13 == 0 && !kept) {
            day.callOff(visit, bookedAt.plus(Duration.ofHours(20)));
        } else if (turn % 11 == 0 && !kept) {
            day.miss(visit, wish.start().plus(Duration.ofMinutes(20)));
        } else {
            live(visit, wish, DemoVisit.of(wish.start(), turn));
        }
    }

    /** Of today's visits happens what has happened by now: nobody is seen before the time. */
    private void live(AppointmentId visit, BookAppointment.Command wish, DemoVisit course) {
        Instant now = DemoStage.real(clock);
        if (course.hasArrivedBy(now)) {
            day.arrive(visit, course.arrives());
        }
        if (course.hasBegunBy(now)) {
            day.begin(visit, wish.practitioner(), course.begins());
        }
        if (course.hasEndedBy(now)) {
            day.end(visit, wish.practitioner(), course.ends());
        }
    }

    private static UUID form(int offset, int doctor, int start) {
        return UUID.nameUUIDFromBytes(("appointment " + offset + "/" + doctor + "/" + start)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Spreads the three evenly; the same ones are always the same. */
    private static int mix(int offset, int doctor, int start) {
        int mixed = (offset + 40) * 7_919 + doctor * 104_729 + start * 1_299_709;
        mixed ^= mixed >>> 13;
        mixed *= 0x5bd1e995;
        return (mixed ^ mixed >>> 15) & 0x7fffffff;
    }
}
