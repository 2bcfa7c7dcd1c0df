package org.chartseal.domain.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.claims.ClaimDiagnosis;
import org.chartseal.domain.claims.ClaimId;
import org.chartseal.domain.claims.ClaimItem;
import org.chartseal.domain.claims.Claimed;
import org.chartseal.domain.claims.Cover;
import org.chartseal.domain.claims.CoverPeriod;
import org.chartseal.domain.claims.CoverageId;
import org.chartseal.domain.claims.KeepCoverages;
import org.chartseal.domain.claims.MakeClaim;
import org.chartseal.domain.claims.MakeClaim.Proposal;
import org.chartseal.domain.claims.ReadClaims;
import org.chartseal.domain.claims.SignClaim;
import org.chartseal.domain.consent.GiveAccess;
import org.chartseal.domain.consent.Grantee;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.demo.DemoCast.Visit;
import org.chartseal.domain.insurance.InsurerId;
import org.chartseal.domain.ledger.GrantTerms.GranteeKind;
import org.chartseal.domain.people.Account;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.scheduling.AppointmentId;

/** How some patients are insured, what was claimed for their visits, and a claim that the patient with an account released. */
@ApplicationScoped
public class ClaimsChapter implements DemoChapter {

    private static final int OTHER_PATIENTS = 5;
    private static final int MOST_VISITS = 60;
    private static final int OWN_CLAIMS = 1;
    private static final int RELEASED_DAYS = 90;

    private final DemoCast cast;
    private final KeepCoverages coverages;
    private final MakeClaim make;
    private final SignClaim signs;
    private final ReadClaims claims;
    private final GiveAccess giveAccess;

    @Inject
    public ClaimsChapter(
            DemoCast cast,
            KeepCoverages coverages,
            MakeClaim make,
            SignClaim signs,
            ReadClaims claims,
            GiveAccess giveAccess) {
        this.cast = cast;
        this.coverages = coverages;
        this.make = make;
        this.signs = signs;
        this.claims = claims;
        this.giveAccess = giveAccess;
    }

    @Override
    public String code() {
        return "claims";
    }

    @Override
    public int order() {
        return 70;
    }

    @Override
    public List<DemoStep> steps(DemoDay day) {
        return List.of(
                new DemoStep("claimed", () -> claim(day)),
                new DemoStep("released", () -> DemoStage.at(day.at(-3, 18, 0), () -> release(day))));
    }

    private void claim(DemoDay day) {
        Map<PatientId, CoverageId> insured = new HashMap<>();
        for (Visit visit : chosen()) {
            CoverageId coverage = insured.computeIfAbsent(visit.patient(), patient -> insure(patient, day));
            Instant then = visit.ends().plus(Duration.ofMinutes(5));
            DemoStage.at(then, () -> claim(visit, coverage));
        }
    }

    /** The last visit of the patient with an account, and one of each of some others. */
    private List<Visit> chosen() {
        PatientId known = cast.patient("patient");
        List<Visit> all = cast.visits();
        List<Visit> own =
                all.stream().filter(visit -> visit.patient().equals(known)).toList();
        List<Visit> chosen = new ArrayList<>(own.subList(Math.max(0, own.size() - OWN_CLAIMS), own.size()));
        Set<PatientId> seen = new HashSet<>(Set.of(known));
        all.subList(Math.max(0, all.size() - MOST_VISITS), all.size()).stream()
                .filter(visit -> seen.add(visit.patient()))
                .limit(OTHER_PATIENTS)
                .forEach(chosen::add);
        return chosen;
    }

    private CoverageId insure(PatientId patient, DemoDay day) {
        Actor reception = cast.reception();
        List<KeepCoverages.Choice> insurers = coverages.insurers(reception);
        int drawn = Math.floorMod(patient.value().hashCode(), 100_000_000);
        InsurerId insurer = insurers.stream()
                .filter(choice -> !cast.hasAccount(patient) || choice.name().equals(ReleasesChapter.INSURER))
                .findFirst()
                .orElseThrow()
                .id();
        return coverages.add(
                reception,
                patient,
                new Cover(
                        insurer,
                        String.format(Locale.ROOT, "M %08d", drawn),
                        new CoverPeriod(day.today().minusYears(2).withDayOfYear(1), Optional.empty())));
    }

    private void claim(Visit visit, CoverageId coverage) {
        Actor doctor = cast.practitioner(visit.doctor());
        AppointmentId appointment = new AppointmentId(visit.appointment());
        Proposal proposal = make.propose(doctor, visit.patient(), appointment);
        CareStory story = CareStory.of(visit.patient().value().hashCode());
        ClaimId id = make.draft(
                doctor,
                visit.patient(),
                appointment,
                coverage,
                new Claimed(
                        List.of(new ClaimDiagnosis(story.icd(), story.problem())),
                        List.of(
                                new ClaimItem(
                                        proposal.service(),
                                        proposal.serviceCode(),
                                        BigDecimal.ONE,
                                        new BigDecimal("48")),
                                new ClaimItem(
                                        "Blood pressure, measured", "", new BigDecimal("2"), new BigDecimal("6"))),
                        proposal.support().stream()
                                .map(MakeClaim.Offered::support)
                                .toList(),
                        ""));
        signs.sign(doctor, visit.patient(), id, 0);
    }

    private void release(DemoDay day) {
        PatientId patient = cast.patient("patient");
        Actor self = new Actor(Account.SYSTEM, Set.of(Role.PATIENT), Optional.of(patient), Optional.empty());
        claims.list(self, patient).stream()
                .findFirst()
                .ifPresent(claim -> giveAccess.give(
                        self,
                        new GiveAccess.Command(
                                new Grantee(
                                        GranteeKind.INSURER,
                                        claim.cover().insurer().value()),
                                What.one(RecordCategory.CLAIMS, claim.id().value()),
                                day.today().plusDays(RELEASED_DAYS))));
    }
}
