package org.chartseal.domain.claims;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.chartseal.domain.consent.AccessPolicy;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.insurance.Insurer;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.scheduling.Appointment;
import org.chartseal.domain.scheduling.AppointmentId;
import org.chartseal.domain.shared.NotFound;

/** Reads the claims that doctors made about a patient. A draft is its author's alone. */
@ApplicationScoped
public class ReadClaims {

    private static final String LIST = "claims";
    private static final int MOST_VISITS = 20;

    private static final String CLAIM = """
            SELECT c, i, p FROM Claim c JOIN Insurer i ON i.id = c.insurerId JOIN Practitioner p ON p.id = c.authorId
            """;

    private static final String OF_PATIENT =
            CLAIM + " WHERE c.patientId = :patient ORDER BY c.servedOn DESC, c.begunAt DESC, c.id";

    private static final String UNCLAIMED = """
            SELECT a FROM Appointment a WHERE a.patientId = :patient AND a.practitionerId = :doctor AND a.status = 'fulfilled'
            AND NOT EXISTS (SELECT c FROM Claim c WHERE c.appointmentId = a.id AND c.state <> 'withdrawn')
            ORDER BY a.startsAt DESC
            """;

    private static final String OWN = """
            SELECT a.id FROM Appointment a WHERE a.patientId = :patient AND a.practitionerId = :doctor
            AND a.status = 'fulfilled' ORDER BY a.startsAt DESC
            """;

    private final EntityManager entities;
    private final OpenRecord door;
    private final AccessPolicy policy;
    private final Clock clock;

    @Inject
    public ReadClaims(EntityManager entities, OpenRecord door, AccessPolicy policy, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.policy = policy;
        this.clock = clock;
    }

    /** An item with what it comes to. */
    public record Line(ClaimItem item, BigDecimal net) {

        static List<Line> of(Claimed claimed, Currency currency) {
            return claimed.items().stream()
                    .map(item -> new Line(item, item.net(currency)))
                    .toList();
        }
    }

    /**
     * A record that bears the claim out.
     *
     * @param at when it was signed or released; nothing when it is not there any more
     */
    public record Support(ClaimSupport named, Optional<Instant> at) {}

    /**
     * A claim.
     *
     * @param version of the working row, to notice a stale write
     * @param seal of the newest version; nothing of a draft
     * @param mine whether the reader made it
     * @param author who made it
     * @param insurer its name
     * @param reason why the newest version replaced the one before; empty for the first
     * @param at when the newest version was signed, or a draft begun
     */
    public record View(
            ClaimId id,
            int version,
            PatientId patient,
            AppointmentId visit,
            LocalDate servedOn,
            Optional<SealId> seal,
            Claim.State state,
            boolean mine,
            String author,
            CoverageId coverage,
            String insurer,
            Cover cover,
            Claimed claimed,
            List<Line> lines,
            List<Support> support,
            Currency currency,
            BigDecimal total,
            String reason,
            Instant at) {

        /** Whether it was taken back. */
        public boolean withdrawn() {
            return state == Claim.State.WITHDRAWN;
        }

        /** The same with what an amendment would say. */
        public View with(Claimed other, String why) {
            return new View(
                    id,
                    version,
                    patient,
                    visit,
                    servedOn,
                    seal,
                    state,
                    mine,
                    author,
                    coverage,
                    insurer,
                    cover,
                    other,
                    Line.of(other, currency),
                    other.support().stream().map(this::known).toList(),
                    currency,
                    other.total(currency),
                    why,
                    at);
        }

        private Support known(ClaimSupport named) {
            return support.stream()
                    .filter(each -> each.named().equals(named))
                    .findFirst()
                    .orElseGet(() -> new Support(named, Optional.empty()));
        }
    }

    /** The patient's signed claims, for who may read them, those of the newest visits first. */
    @Transactional
    public List<View> list(Actor actor, PatientId patient) {
        door.open(actor, patient, RecordCategory.CLAIMS, LIST, Optional.empty());
        return views(actor, patient, claim -> claim.state() != Claim.State.DRAFT);
    }

    /** A visit for which nothing was claimed yet. */
    public record Visit(AppointmentId id, LocalDate day) {}

    /**
     * What a doctor has to do with a patient's claims.
     *
     * @param claims their own, drafts too, and all signed ones where the patient opened claims to them
     * @param visits those that they held and claimed nothing for, newest first
     */
    public record Desk(List<View> claims, List<Visit> visits) {}

    /**
     * A doctor's claims about the patient, and for what else they can claim.
     *
     * @throws org.chartseal.domain.shared.Refused {@code access-not-granted} to who held no visit and has no grant
     */
    @Transactional
    public Desk desk(Actor actor, PatientId patient) {
        PractitionerId doctor = FindClaim.author(actor);
        door.open(actor, patient, RecordCategory.CLAIMS, LIST, held(patient, doctor));
        boolean all = policy.open(actor, patient, clock.instant()).contains(RecordCategory.CLAIMS);
        List<Visit> visits = entities.createQuery(UNCLAIMED, Appointment.class)
                .setParameter("patient", patient.value())
                .setParameter("doctor", doctor.value())
                .setMaxResults(MOST_VISITS)
                .getResultStream()
                .map(visit ->
                        new Visit(visit.id(), LocalDate.ofInstant(visit.time().start(), clock.getZone())))
                .toList();
        return new Desk(
                views(
                        actor,
                        patient,
                        claim -> claim.author().equals(doctor) || (all && claim.state() != Claim.State.DRAFT)),
                visits);
    }

    /** Whether the doctor held a visit of the patient's and so can make claims; tells nothing of the record. */
    @Transactional
    public boolean hasDesk(Actor actor, PatientId patient) {
        return held(patient, FindClaim.author(actor)).isPresent();
    }

    private Optional<UUID> held(PatientId patient, PractitionerId doctor) {
        return entities.createQuery(OWN, UUID.class)
                .setParameter("patient", patient.value())
                .setParameter("doctor", doctor.value())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    private List<View> views(Actor actor, PatientId patient, Predicate<Claim> shown) {
        return rows(OF_PATIENT, patient.value())
                .filter(row -> shown.test((Claim) row[0]))
                .map(row -> view(actor, row))
                .toList();
    }

    private Stream<Object[]> rows(String query, UUID patient) {
        return entities.createQuery(query, Object[].class).setParameter("patient", patient).getResultList().stream();
    }

    /**
     * One claim, for who may read it.
     *
     * @throws NotFound when the patient has none; a try on another's is kept in the access log
     */
    @Transactional
    public View read(Actor actor, PatientId patient, ClaimId id) {
        Claim claim = new FindClaim(actor, patient, id, "claim").in(entities, door);
        door.open(actor, patient, RecordCategory.CLAIMS, "claim", Optional.of(id.value()));
        if (claim.state() == Claim.State.DRAFT && !isAuthor(actor, claim)) {
            throw new NotFound("claim", id);
        }
        return view(actor, new Object[] {
            claim,
            entities.find(Insurer.class, claim.cover().insurer().value()),
            entities.find(Practitioner.class, claim.author().value())
        });
    }

    private static boolean isAuthor(Actor actor, Claim claim) {
        return actor.practitioner().filter(claim.author()::equals).isPresent();
    }

    private View view(Actor actor, Object[] row) {
        Claim claim = (Claim) row[0];
        Claimed claimed = claim.claimed();
        Currency currency = claim.currency();
        return new View(
                claim.id(),
                claim.version(),
                claim.patient(),
                claim.appointment(),
                claim.servedOn(),
                claim.sealedVersion() == 0
                        ? Optional.empty()
                        : Optional.of(claim.record().version(claim.sealedVersion())),
                claim.state(),
                isAuthor(actor, claim),
                ((Practitioner) row[2]).displayName(),
                claim.coverage(),
                ((Insurer) row[1]).name(),
                claim.cover(),
                claimed,
                Line.of(claimed, currency),
                support(claimed.support()),
                currency,
                claimed.total(currency),
                claim.reason(),
                claim.signedAt().orElse(claim.begunAt()));
    }

    private List<Support> support(List<ClaimSupport> named) {
        Map<UUID, Instant> times = new VisitRecords(entities)
                .times(named.stream().map(ClaimSupport::record).toList());
        return named.stream()
                .map(each -> new Support(each, Optional.ofNullable(times.get(each.record()))))
                .toList();
    }
}
