package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.consent.Permission.Period;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.insurance.Insurer;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Department;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Profession;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.research.Study;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** A patient lets someone read parts of their record until a date. */
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
     * @param until last day on which it holds, in the hospital's zone
     */
    public record Command(Grantee grantee, What what, LocalDate until) {}

    /**
     * Gives the access; it counts once the ledger has it, and for a patient with a passkey once they have signed it too.
     *
     * @throws Refused {@code grant-until-past}, {@code grant-too-long}, {@code grant-practitioner-unverified}, {@code
     *     grant-study-over} or {@code grant-exists}
     */
    @Transactional
    public GrantId give(Actor actor, Command command) {
        Permission permission = allowed(actor, command);
        Patient patient = Optional.ofNullable(
                        entities.find(Patient.class, actor.requirePatient().value()))
                .orElseThrow(() -> new NotFound("patient", actor.requirePatient()));
        return issue.issue(patient, permission, actor.account());
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

    private Permission allowed(Actor actor, Command command) {
        actor.require(Role.PATIENT);
        PatientId patient = actor.requirePatient();
        door.open(actor, patient, RecordCategory.DEMOGRAPHICS, "grant", Optional.empty());
        Period period = period(command.until(), clock);
        checkGrantee(command);
        Permission permission = Permission.of(patient, command.grantee(), command.what(), period);
        refuseTwice(entities, permission);
        return permission;
    }

    /**
     * From now until the end of that day.
     *
     * @throws Refused {@code grant-until-past} or {@code grant-too-long}
     */
    static Period period(LocalDate until, Clock clock) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, clock.getZone());
        if (until.isBefore(today)) {
            throw Refused.because("grant-until-past", Map.of("until", until)).at("until");
        }
        if (until.isAfter(today.plusDays(LONGEST_DAYS))) {
            throw Refused.because("grant-too-long", Map.of("latest", today.plusDays(LONGEST_DAYS)))
                    .at("until");
        }
        return new Period(now, until.plusDays(1).atStartOfDay(clock.getZone()).toInstant());
    }

    private void checkGrantee(Command command) {
        Grantee grantee = command.grantee();
        switch (grantee.kind()) {
            case PRACTITIONER -> checkPhysician(found(Practitioner.class, grantee));
            case STUDY -> checkGoesOn(found(Study.class, grantee), command.until());
            case DEPARTMENT -> found(Department.class, grantee);
            case INSURER -> found(Insurer.class, grantee);
            case PROXY -> throw new NotFound("grantee", grantee.id()); // see NameProxy
        }
    }

    private <T> T found(Class<T> type, Grantee grantee) {
        return Optional.ofNullable(entities.find(type, grantee.id()))
                .orElseThrow(() -> new NotFound("grantee", grantee.id()));
    }

    private static void checkPhysician(Practitioner practitioner) {
        if (practitioner.state() != Practitioner.State.VERIFIED || practitioner.profession() != Profession.PHYSICIAN) {
            throw Refused.because("grant-practitioner-unverified", Map.of("practitioner", practitioner.displayName()))
                    .at("grantee");
        }
    }

    private static void checkGoesOn(Study study, LocalDate until) {
        if (until.isAfter(study.endsOn())) {
            throw Refused.because("grant-study-over", Map.of("ends", study.endsOn()))
                    .at("until");
        }
    }

    /**
     * Refuses what a standing grant gives already.
     *
     * @throws Refused {@code grant-exists}
     */
    static void refuseTwice(EntityManager entities, Permission wanted) {
        boolean covered = entities.createQuery("""
                        SELECT g FROM AccessGrant g
                        WHERE g.permission.patientId = :patient AND g.revokedAt IS NULL
                          AND g.permission.validFrom <= :from AND g.permission.validUntil >= :until
                        """, AccessGrant.class)
                .setParameter("patient", wanted.patient().value())
                .setParameter("from", wanted.period().from())
                .setParameter("until", wanted.period().until())
                .getResultStream()
                .anyMatch(grant -> grant.permission().opensAllOf(wanted));
        if (covered) {
            throw Refused.because("grant-exists").at("until");
        }
    }
}
