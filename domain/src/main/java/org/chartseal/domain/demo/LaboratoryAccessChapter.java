package org.chartseal.domain.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.consent.AccessDecision;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.GiveAccess;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.Permission;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.demo.LaboratoryChapter.Course;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;

/** The patients with a course of results let the doctor read them, where no visit does. */
@ApplicationScoped
public class LaboratoryAccessChapter implements DemoChapter {

    private static final int GRANT_DAYS = 20;

    private final DemoCast cast;
    private final GiveAccess giveAccess;
    private final AccessPolicy policy;

    @Inject
    public LaboratoryAccessChapter(DemoCast cast, GiveAccess giveAccess, AccessPolicy policy) {
        this.cast = cast;
        this.giveAccess = giveAccess;
        this.policy = policy;
    }

    @Override
    public String code() {
        return "laboratory-access";
    }

    @Override
    public int order() {
        return 35;
    }

    @Override
    public List<DemoStep> steps(DemoDay day) {
        Actor doctor = cast.practitioner("doctor");
        List<DemoStep> steps = new ArrayList<>();
        for (Course course : LaboratoryChapter.courses(cast)) {
            steps.add(new DemoStep(
                    course.name(),
                    () -> course.visits(day).forEach(visit -> letRead(doctor, course.patient(), visit, day))));
        }
        return steps;
    }

    private void letRead(Actor doctor, PatientId patient, Instant at, DemoDay day) {
        boolean mayRead = policy.decide(doctor, patient, RecordCategory.LABORATORY, Purpose.TREATMENT, at)
                instanceof AccessDecision.Allowed;
        if (mayRead) {
            return;
        }
        var what = Permission.What.of(
                EnumSet.of(RecordCategory.DEMOGRAPHICS, RecordCategory.SUMMARY, RecordCategory.LABORATORY));
        LocalDate until = LocalDate.ofInstant(at, day.zone()).plusDays(GRANT_DAYS);
        Actor self = new Actor(Account.SYSTEM, Set.of(Role.PATIENT), Optional.of(patient), Optional.empty());
        DemoStage.at(
                at.minus(Duration.ofMinutes(5)),
                () -> giveAccess.give(
                        self, new GiveAccess.Command(Grantee.of(doctor.requirePractitioner()), what, until)));
    }
}
