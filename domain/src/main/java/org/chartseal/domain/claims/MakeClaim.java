package org.chartseal.domain.claims;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.care.ReadSummary;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.Purpose;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.insurance.Insurer;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.scheduling.Appointment;
import org.chartseal.domain.scheduling.AppointmentId;
import org.chartseal.domain.scheduling.AppointmentStatus;
import org.chartseal.domain.scheduling.VisitType;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** The doctor who held a visit claims for it, under a coverage that was in force that day. A draft is theirs alone. */
@ApplicationScoped
public class MakeClaim {

    private static final String MAKE = "make-claim";

    private final EntityManager entities;
    private final OpenRecord door;
    private final AccessPolicy policy;
    private final ReadSummary summary;
    private final Currency currency;
    private final IdGenerator ids;
    private final Clock clock;

    /** @param currency in which this installation claims */
    @Inject
    public MakeClaim(
            EntityManager entities,
            OpenRecord door,
            AccessPolicy policy,
            ReadSummary summary,
            Currency currency,
            IdGenerator ids,
            Clock clock) {
        this.entities = entities;
        this.door = door;
        this.policy = policy;
        this.summary = summary;
        this.currency = currency;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A record that can be named to bear a claim out.
     *
     * @param title for who may read it: the reason of the visit, or the panel
     * @param at when it was signed or released
     */
    public record Offered(ClaimSupport support, String title, Instant at) {}

    /**
     * From what a claim for a visit begins.
     *
     * @param service the kind of visit, with its code; priced by the doctor
     * @param coverages that were in force on the day of the visit
     * @param problems that the patient has now, where they are open to the doctor
     * @param support what can be named to bear it out
     */
    public record Proposal(
            AppointmentId visit,
            LocalDate day,
            String service,
            String serviceCode,
            Currency currency,
            List<KeepCoverages.View> coverages,
            List<ClaimDiagnosis> problems,
            List<Offered> support) {}

    /**
     * What can be claimed for the visit.
     *
     * @throws Refused {@code access-not-granted}, {@code claim-visit-not-yours} or {@code claim-visit-not-over}
     * @throws NotFound when the patient has no such visit; a try on another's is kept in both access logs
     */
    @Transactional
    public Proposal propose(Actor actor, PatientId patient, AppointmentId visit) {
        ClaimedVisit claimed = visit(actor, patient, visit);
        VisitType type = entities.find(
                VisitType.class,
                entities.find(Appointment.class, visit.value()).visitType().value());
        return new Proposal(
                visit,
                claimed.day(),
                type.name(),
                type.code(),
                currency,
                KeepCoverages.of(entities, patient)
                        .map(row -> KeepCoverages.view((Coverage) row[0], (Insurer) row[1], claimed.day()))
                        .filter(KeepCoverages.View::inForce)
                        .toList(),
                problems(actor, patient),
                new VisitRecords(entities).of(visit, claimed.doctor()));
    }

    private List<ClaimDiagnosis> problems(Actor actor, PatientId patient) {
        return policy.open(actor, patient, Purpose.TREATMENT, clock.instant()).contains(RecordCategory.SUMMARY)
                ? summary.of(actor, patient).problems().stream()
                        .map(problem -> new ClaimDiagnosis(problem.code(), problem.description()))
                        .distinct()
                        .toList()
                : List.of();
    }

    /**
     * Begins a claim.
     *
     * @throws Refused as for the proposal, {@code claim-coverage-unknown}, {@code claim-coverage-not-in-force}, {@code
     *     claim-price-wrong}, {@code claim-support-unknown} or {@code claim-already-made}
     */
    @Transactional
    public ClaimId draft(Actor actor, PatientId patient, AppointmentId visit, CoverageId coverage, Claimed claimed) {
        ClaimedVisit held = visit(actor, patient, visit);
        requireOfVisit(claimed, visit, held.doctor(), Set.of());
        Claim claim = new Claim(
                new ClaimId(ids.next()), held, coverage, cover(patient, coverage), currency, claimed, clock.instant());
        entities.persist(claim);
        flush();
        return claim.id();
    }

    /**
     * Changes a draft.
     *
     * @param version of the draft that was shown
     * @throws Refused as for a draft, {@code claim-not-yours}, {@code claim-already-signed} or {@code claim-changed-meanwhile}
     */
    @Transactional
    public void change(Actor actor, PatientId patient, ClaimId id, int version, CoverageId coverage, Claimed claimed) {
        Claim claim = new FindClaim(actor, patient, id, MAKE).own(entities, door);
        requireShown(claim, version);
        requireOfVisit(claimed, claim.appointment(), claim.author(), supportOf(claim));
        claim.change(coverage, cover(patient, coverage), claimed);
        flush();
    }

    /**
     * Takes a draft away.
     *
     * @throws Refused {@code claim-already-signed} or {@code claim-not-yours}
     */
    @Transactional
    public void discard(Actor actor, PatientId patient, ClaimId id) {
        Claim claim = new FindClaim(actor, patient, id, MAKE).own(entities, door);
        claim.requireDraft();
        entities.remove(claim);
    }

    private ClaimedVisit visit(Actor actor, PatientId patient, AppointmentId id) {
        PractitionerId doctor = FindClaim.author(actor);
        Optional<Appointment> kept = Optional.ofNullable(entities.find(Appointment.class, id.value()));
        Appointment visit = kept.filter(each -> each.patient().equals(patient)).orElseThrow(() -> {
            NotFound none = door.strayed(actor, patient, RecordCategory.CLAIMS, MAKE, id.value());
            kept.ifPresent(other ->
                    none.addSuppressed(door.strayed(actor, other.patient(), RecordCategory.CLAIMS, MAKE, id.value())));
            return none;
        });
        door.open(actor, patient, RecordCategory.CLAIMS, MAKE, Optional.of(id.value()));
        if (!visit.practitioner().equals(doctor)) {
            throw Refused.because("claim-visit-not-yours");
        }
        if (visit.status() != AppointmentStatus.FULFILLED) {
            throw Refused.because("claim-visit-not-over");
        }
        LocalDate day = LocalDate.ofInstant(visit.time().start(), clock.getZone());
        return new ClaimedVisit(id, patient, doctor, day);
    }

    private Cover cover(PatientId patient, CoverageId id) {
        return Optional.ofNullable(entities.find(Coverage.class, id.value()))
                .filter(coverage -> coverage.patient().equals(patient))
                .map(Coverage::cover)
                .orElseThrow(() -> Refused.because("claim-coverage-unknown").at("coverage"));
    }

    /** What is named already may stay, whatever became of it. */
    void requireOfVisit(Claimed claimed, AppointmentId visit, PractitionerId doctor, Set<ClaimSupport> named) {
        Set<ClaimSupport> known = new HashSet<>(named);
        new VisitRecords(entities).of(visit, doctor).forEach(offered -> known.add(offered.support()));
        if (!known.containsAll(claimed.support())) {
            throw Refused.because("claim-support-unknown").at("support");
        }
    }

    static Set<ClaimSupport> supportOf(Claim claim) {
        return Set.copyOf(claim.claimed().support());
    }

    /** Insists that nobody changed the draft after it was shown. */
    static void requireShown(Claim claim, int version) {
        if (claim.version() != version) {
            throw Refused.because("claim-changed-meanwhile");
        }
    }

    private void flush() {
        try {
            entities.flush();
        } catch (OptimisticLockException raced) {
            throw Refused.because("claim-changed-meanwhile").causedBy(raced);
        } catch (PersistenceException refused) {
            throw switch (Constraints.violated(refused).orElse("")) {
                case "claim_once" ->
                    Refused.because("claim-already-made").at("coverage").causedBy(refused);
                case "patient_not_erased" -> Refused.because("patient-erased").causedBy(refused);
                default -> refused;
            };
        }
    }
}
