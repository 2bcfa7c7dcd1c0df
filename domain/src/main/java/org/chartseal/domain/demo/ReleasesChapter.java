package org.chartseal.domain.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.consent.GiveAccess;
import org.chartseal.domain.consent.Grantable;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.GranteeNames.Named;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.consent.RequestAccess;
import org.chartseal.domain.consent.WhomAsked;
import org.chartseal.domain.consent.Wish;
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.insurance.Insurers;
import org.chartseal.domain.laboratory.ReleasedReports;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.people.ViewPatient;
import org.chartseal.domain.research.Studies;
import org.chartseal.domain.research.StudyId;

/** Insurers and a study, what the patient with an account released to them, and a doctor's request that waits. */
@ApplicationScoped
public class ReleasesChapter implements DemoChapter {

    static final String INSURER = "Nordlicht Mutual";
    private static final String STUDY = "Blood pressure in the long run";
    private static final int RELEASED_DAYS = 90;
    private static final int STUDY_DAYS = 365;

    private final DemoCast cast;
    private final Insurers insurers;
    private final Studies studies;
    private final Grantable grantable;
    private final ReleasedReports reports;
    private final GiveAccess giveAccess;
    private final RequestAccess requestAccess;
    private final ViewPatient viewPatient;

    // What the chapter's people do; an object of it would only move the list.
    @Inject
    public ReleasesChapter(
            DemoCast cast,
            Insurers insurers,
            Studies studies,
            Grantable grantable,
            ReleasedReports reports,
            GiveAccess giveAccess,
            RequestAccess requestAccess,
            ViewPatient viewPatient) {
        this.cast = cast;
        this.insurers = insurers;
        this.studies = studies;
        this.grantable = grantable;
        this.reports = reports;
        this.giveAccess = giveAccess;
        this.requestAccess = requestAccess;
        this.viewPatient = viewPatient;
    }

    @Override
    public String code() {
        return "releases";
    }

    @Override
    public int order() {
        return 60;
    }

    @Override
    public List<DemoStep> steps(DemoDay day) {
        return List.of(
                new DemoStep("parties", () -> addParties(day)),
                new DemoStep("released", () -> DemoStage.at(day.at(-4, 18, 0), () -> release(day))),
                new DemoStep("asked", () -> DemoStage.at(day.at(-1, 16, 30), () -> ask(day))));
    }

    private void addParties(DemoDay day) {
        Actor administrator = cast.administrator();
        InsurerId insurer = insurers.add(administrator, INSURER);
        insurers.addMember(administrator, insurer, "insurer");
        insurers.add(administrator, "Harbour Health Insurance");
        StudyId study = studies.add(
                administrator,
                new Studies.Command(
                        STUDY,
                        "University of Rivermouth",
                        "EC 2026-114",
                        day.today().plusDays(STUDY_DAYS)));
        studies.addMember(administrator, study, "researcher");
    }

    private void release(DemoDay day) {
        PatientId patient = cast.patient("patient");
        Actor self = new Actor(Account.SYSTEM, Set.of(Role.PATIENT), Optional.of(patient), Optional.empty());
        reports.list(self, patient).stream()
                .reduce((newer, older) -> older)
                .ifPresent(report -> giveAccess.give(
                        self,
                        new GiveAccess.Command(
                                grantee(INSURER),
                                What.one(RecordCategory.LABORATORY, report.id().value()),
                                day.today().plusDays(RELEASED_DAYS))));
        giveAccess.give(
                self,
                new GiveAccess.Command(
                        grantee(STUDY),
                        What.of(EnumSet.of(RecordCategory.LABORATORY, RecordCategory.MEDICATION)),
                        day.today().plusDays(STUDY_DAYS)));
    }

    private Grantee grantee(String name) {
        return grantable.all().stream()
                .filter(one -> one.name().equals(name))
                .map(Named::grantee)
                .findFirst()
                .orElseThrow();
    }

    private void ask(DemoDay day) {
        Actor doctor = cast.practitioner("doctor2");
        ViewPatient.Demographics patient = viewPatient.view(cast.reception(), cast.patient("patient"));
        requestAccess.ask(
                doctor,
                new RequestAccess.Command(
                        Grantee.of(doctor.requirePractitioner()),
                        WhomAsked.known(patient.number(), patient.birthDate()),
                        new Wish.Asked(
                                EnumSet.of(
                                        RecordCategory.DEMOGRAPHICS,
                                        RecordCategory.SUMMARY,
                                        RecordCategory.NOTES,
                                        RecordCategory.MEDICATION,
                                        RecordCategory.MENTAL_HEALTH),
                                "You told me that you sleep badly. To choose a medicine I would like to know what was tried before.",
                                "",
                                day.today().plusDays(RELEASED_DAYS))));
    }
}
