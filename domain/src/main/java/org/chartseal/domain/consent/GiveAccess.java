package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.consent.AccessGrant.Period;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Profession;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** A patient lets a practitioner read parts of their record until a date. */
@ApplicationScoped
public class GiveAccess {

    /** A grant runs at most this long, so that nobody's forgotten permission holds for ever. */
    public static final int LONGEST_DAYS = 730;

    private final EntityManager entities;
    private final OpenRecord door;
    private final IssueGrant issue;
    private final Clock clock;

    @Inject
    public GiveAccess(EntityManager entities, OpenRecord door, IssueGrant issue, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.issue = issue;
        this.clock = clock;
    }

    /**
     * What the patient decides.
     *
     * @param categories at least one; exactly the ordinary ones means all of those, also what is added later
     * @param until last day on which it holds, in the hospital's zone
     */
    public record Command(PractitionerId practitioner, Set<RecordCategory> categories, LocalDate until) {
        public Command {
            categories = Set.copyOf(categories);
        }
    }

    /**
     * Gives the access, at once; to a patient with a passkey it counts once they have signed it.
     *
     * @throws Refused {@code grant-categories-missing}, {@code grant-until-past}, {@code grant-too-long},
     *     {@code grant-practitioner-unverified} or {@code grant-exists}
     */
    @Transactional
    public GrantId give(Actor actor, Command command) {
        Period period = allowed(actor, command);
        Practitioner practitioner = verifiedPhysician(command.practitioner());
        Patient patient = Optional.ofNullable(
                        entities.find(Patient.class, actor.requirePatient().value()))
                .orElseThrow(() -> new NotFound("patient", actor.requirePatient()));
        Set<RecordCategory> categories =
                command.categories().equals(RecordCategory.ordinary()) ? Set.of() : command.categories();
        return issue.issue(patient, practitioner, Optional.empty(), categories, period, actor.account());
    }

    /**
     * Whether it could be given, for who looks before deciding; nothing changes.
     *
     * @throws Refused as {@link #give} does
     */
    @Transactional
    public void check(Actor actor, Command command) {
        allowed(actor, command);
    }

    private Period allowed(Actor actor, Command command) {
        actor.require(Role.PATIENT);
        door.open(actor, actor.requirePatient(), RecordCategory.DEMOGRAPHICS, "grant", Optional.empty());
        Period period = periodOf(command);
        verifiedPhysician(command.practitioner());
        refuseTwice(actor.requirePatient(), command.practitioner(), command.categories(), period);
        return period;
    }

    private Period periodOf(Command command) {
        if (command.categories().isEmpty()) {
            throw Refused.because("grant-categories-missing").at("categories");
        }
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, clock.getZone());
        if (command.until().isBefore(today)) {
            throw Refused.because("grant-until-past", Map.of("until", command.until()))
                    .at("until");
        }
        if (command.until().isAfter(today.plusDays(LONGEST_DAYS))) {
            throw Refused.because("grant-too-long", Map.of("latest", today.plusDays(LONGEST_DAYS)))
                    .at("until");
        }
        return new Period(
                now, command.until().plusDays(1).atStartOfDay(clock.getZone()).toInstant());
    }

    private Practitioner verifiedPhysician(PractitionerId id) {
        Practitioner practitioner = entities.find(Practitioner.class, id.value());
        if (practitioner == null) {
            throw new NotFound("practitioner", id);
        }
        if (practitioner.state() != Practitioner.State.VERIFIED || practitioner.profession() != Profession.PHYSICIAN) {
            throw Refused.because("grant-practitioner-unverified", Map.of("practitioner", practitioner.displayName()))
                    .at("practitioner");
        }
        return practitioner;
    }

    private void refuseTwice(
            PatientId patient, PractitionerId practitioner, Set<RecordCategory> categories, Period period) {
        boolean covered = entities.createQuery("""
                        SELECT g FROM AccessGrant g
                        WHERE g.patientId = :patient AND g.practitionerId = :practitioner
                          AND g.revokedAt IS NULL AND g.validFrom <= :from AND g.validUntil >= :until
                        """, AccessGrant.class)
                .setParameter("patient", patient.value())
                .setParameter("practitioner", practitioner.value())
                .setParameter("from", period.from())
                .setParameter("until", period.until())
                .getResultStream()
                .anyMatch(grant -> grant.categories().containsAll(EnumSet.copyOf(categories)));
        if (covered) {
            throw Refused.because("grant-exists").at("until");
        }
    }
}
