package org.chartseal.domain.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.DepartmentId;
import org.chartseal.domain.people.Departments;
import org.chartseal.domain.people.Licence;
import org.chartseal.domain.people.LinkPatientAccount;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Profession;
import org.chartseal.domain.people.RegisterPatient;
import org.chartseal.domain.people.RegisterPractitioner;
import org.chartseal.domain.people.VerifyPractitioner;

/** Departments, rooms, practitioners with their licences, and patients. */
@ApplicationScoped
public class PeopleChapter implements DemoChapter {

    private static final int PATIENTS = 220;
    private static final int PATIENTS_A_STEP = 20;
    private static final int OPENED_DAYS_AGO = 60;

    private static final Map<String, String> DEPARTMENTS = Map.of(
            "CAR", "Cardiology",
            "INT", "Internal medicine",
            "LAB", "Laboratory",
            "ORT", "Orthopaedics",
            "PAE", "Paediatrics");

    private static final List<Member> STAFF = List.of(
            new Member("doctor", "Dr.", "Ama", "Osei", Profession.PHYSICIAN, "Cardiology", "CAR"),
            new Member("doctor2", "Dr.", "Jonas", "Lindqvist", Profession.PHYSICIAN, "Internal medicine", "INT"),
            new Member("", "Dr.", "Mei", "Tanaka", Profession.PHYSICIAN, "Paediatrics", "PAE"),
            new Member("", "Dr.", "Tomás", "Herrera", Profession.PHYSICIAN, "Orthopaedics", "ORT"),
            new Member("", "Dr.", "Nadia", "Rahman", Profession.PHYSICIAN, "Cardiology", "CAR"),
            new Member("", "Dr.", "Piotr", "Wójcik", Profession.PHYSICIAN, "Internal medicine", "INT"),
            new Member("", "Dr.", "Aoife", "Brennan", Profession.PHYSICIAN, "Internal medicine", "INT"),
            new Member("", "Dr.", "Sunil", "Perera", Profession.PHYSICIAN, "Paediatrics", "PAE"),
            new Member("", "Dr.", "Greta", "Vogel", Profession.PHYSICIAN, "Orthopaedics", "ORT"),
            new Member("labtech", "", "Rosa", "Ferreira", Profession.LAB_TECHNICIAN, "", "LAB"),
            new Member(
                    "labscientist", "Dr.", "Viktor", "Sorokin", Profession.LAB_SCIENTIST, "Clinical chemistry", "LAB"),
            new Member("", "", "Kofi", "Boateng", Profession.LAB_TECHNICIAN, "", "LAB"));

    /** Accounts of the first patients. */
    private static final List<String> PATIENT_ACCOUNTS = List.of("patient", "patient2");

    private final Departments departments;
    private final RegisterPractitioner registerPractitioner;
    private final VerifyPractitioner verifyPractitioner;
    private final RegisterPatient registerPatient;
    private final LinkPatientAccount linkAccount;
    private final DemoCast cast;

    @Inject
    public PeopleChapter(
            Departments departments,
            RegisterPractitioner registerPractitioner,
            VerifyPractitioner verifyPractitioner,
            RegisterPatient registerPatient,
            LinkPatientAccount linkAccount,
            DemoCast cast) {
        this.departments = departments;
        this.registerPractitioner = registerPractitioner;
        this.verifyPractitioner = verifyPractitioner;
        this.registerPatient = registerPatient;
        this.linkAccount = linkAccount;
        this.cast = cast;
    }

    private record Member(
            String account,
            String prefix,
            String given,
            String family,
            Profession profession,
            String speciality,
            String department) {}

    /** The people who can sign in, by their accounts; the sign-in has to call them by the same names. */
    public static Map<String, PersonName> accounts() {
        LocalDate anyDay = LocalDate.EPOCH.plusYears(60);
        Map<String, PersonName> accounts = new HashMap<>();
        STAFF.stream()
                .filter(member -> !member.account().isEmpty())
                .forEach(member -> accounts.put(member.account(), new PersonName(member.given(), member.family())));
        for (int number = 0; number < PATIENT_ACCOUNTS.size(); number++) {
            accounts.put(
                    PATIENT_ACCOUNTS.get(number),
                    DemoNames.person(number, anyDay).name());
        }
        return accounts;
    }

    @Override
    public String code() {
        return "people";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public List<DemoStep> steps(DemoDay day) {
        List<DemoStep> steps = new ArrayList<>();
        steps.add(new DemoStep("hospital", () -> openHospital(day)));
        for (int first = 0; first < PATIENTS; first += PATIENTS_A_STEP) {
            int from = first;
            steps.add(new DemoStep("patients-" + from, () -> registerPatients(from, day)));
        }
        return steps;
    }

    private void openHospital(DemoDay day) {
        Actor administrator = cast.administrator();
        Map<String, DepartmentId> opened = new HashMap<>();
        DemoStage.at(
                day.at(-OPENED_DAYS_AGO, 8, 0),
                () -> DEPARTMENTS.keySet().stream()
                        .sorted()
                        .forEach(code -> opened.put(
                                code, departments.open(administrator, code, DEPARTMENTS.getOrDefault(code, code)))));
        Instant begin = day.at(-OPENED_DAYS_AGO, 9, 0);
        for (int number = 0; number < STAFF.size(); number++) {
            Member member = STAFF.get(number);
            int place = number;
            DepartmentId department = Objects.requireNonNull(opened.get(member.department()), member::department);
            DemoStage.at(
                    begin.plus(Duration.ofMinutes(5L * number)),
                    () -> join(administrator, member, place, department, day));
        }
    }

    private void join(Actor administrator, Member member, int place, DepartmentId department, DemoDay day) {
        PractitionerId id = registerPractitioner.register(
                administrator,
                new RegisterPractitioner.Command(
                        member.account().isEmpty() ? Optional.empty() : Optional.of(new Account(member.account())),
                        member.prefix(),
                        new PersonName(member.given(), member.family()),
                        member.profession(),
                        member.speciality(),
                        department));
        verifyPractitioner.verify(
                administrator,
                id,
                new Licence(
                        "GMC-" + (7_100_000 + place * 1_913),
                        "General Medical Council",
                        day.today().plusYears(3)));
        departments.addRoom(administrator, department, "Room " + (101 + place));
    }

    private void registerPatients(int first, DemoDay day) {
        for (int number = first; number < Math.min(PATIENTS, first + PATIENTS_A_STEP); number++) {
            int person = number;
            DemoStage.at(day.at(-50 + person % 30, 8, 0).plus(Duration.ofMinutes(person)), () -> register(person, day));
        }
    }

    private void register(int number, DemoDay day) {
        PatientId id = registerPatient
                .register(
                        cast.reception(),
                        new RegisterPatient.Command(
                                DemoNames.person(number, day.today()), "Checked with the person at the desk"))
                .id();
        if (number < PATIENT_ACCOUNTS.size()) {
            linkAccount.link(cast.administrator(), id, new Account(PATIENT_ACCOUNTS.get(number)));
        }
    }
}
