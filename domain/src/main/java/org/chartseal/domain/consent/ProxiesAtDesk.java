package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.consent.Mandate.Document;
import org.chartseal.domain.consent.Permission.Period;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** Reception lets a minor's parent or representative act for them, by a document that it was shown, until they come of age. */
@ApplicationScoped
public class ProxiesAtDesk {

    private final EntityManager entities;
    private final OpenRecord door;
    private final IssueGrant issue;
    private final ActivityLog activities;
    private final Clock clock;

    @Inject
    public ProxiesAtDesk(
            EntityManager entities, OpenRecord door, IssueGrant issue, ActivityLog activities, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.issue = issue;
        this.activities = activities;
        this.clock = clock;
    }

    /**
     * Who acts for a patient.
     *
     * @param until exclusive
     * @param holds whether it holds now; else it is over, was taken away, or the ledger does not have it yet
     */
    public record Row(
            PersonName name,
            String number,
            Mandate mandate,
            Instant until,
            Optional<Instant> revokedAt,
            boolean onLedger,
            boolean holds) {}

    /**
     * Who acts for a patient, as reception sees it.
     *
     * @param minor whether someone can be let act for them here
     * @param ofAge the day on which they come, or came, of age
     */
    public record View(boolean minor, LocalDate ofAge, List<Row> rows) {}

    /**
     * Who acts for the patient, and who did.
     *
     * @throws NotFound when there is no such patient
     */
    @Transactional
    public View of(Actor actor, PatientId id) {
        actor.require(Role.RECEPTIONIST);
        door.open(actor, id, RecordCategory.DEMOGRAPHICS, "proxies", Optional.empty());
        Patient patient = patient(id);
        Majority majority = Majority.of(entities, clock.getZone());
        Instant now = clock.instant();
        List<Row> rows = entities.createQuery("""
                        SELECT g, l.id, x FROM AccessGrant g JOIN Patient x ON x.id = g.permission.proxyId
                        LEFT JOIN ProjectedGrant l ON l.id = g.ledgerId
                        WHERE g.permission.patientId = :patient ORDER BY g.givenAt DESC
                        """, Object[].class)
                .setParameter("patient", id.value())
                .getResultStream()
                .map(row -> row(
                        (AccessGrant) row[0],
                        row[1] != null,
                        (Patient) row[2],
                        majority.end(((AccessGrant) row[0]).permission(), patient.birthDate()),
                        now))
                .toList();
        return new View(majority.isMinor(patient.birthDate(), now), majority.day(patient.birthDate()), rows);
    }

    private static Row row(AccessGrant grant, boolean onLedger, Patient person, Instant until, Instant now) {
        return new Row(
                person.name(),
                person.number(),
                grant.permission().mandate().orElseThrow(),
                until,
                grant.revokedAt(),
                onLedger,
                onLedger && grant.revokedAt().isEmpty() && now.isBefore(until));
    }

    /**
     * Who shall act for whom.
     *
     * @param number of the person who shall act, at this hospital
     * @param until last day on which it holds; nothing means until the patient comes of age
     */
    public record Command(
            PatientId patient,
            String number,
            Relationship relationship,
            Document document,
            What what,
            Optional<LocalDate> until) {}

    /**
     * Lets the person act; it counts once the ledger has it, and for a minor with a passkey once they have signed it.
     *
     * @throws Refused {@code proxy-patient-of-age}, {@code proxy-carer-by-patient}, {@code proxy-number-unknown}, {@code
     *     proxy-oneself}, {@code proxy-is-you}, {@code grant-until-past}, {@code proxy-beyond-majority} or {@code grant-exists}
     * @throws NotFound when there is no such patient
     */
    @Transactional
    public GrantId letAct(Actor actor, Command command) {
        actor.require(Role.RECEPTIONIST);
        door.open(actor, command.patient(), RecordCategory.DEMOGRAPHICS, "proxy", Optional.empty());
        Patient patient = patient(command.patient());
        Period period = period(patient, command.until());
        if (command.relationship() == Relationship.CARER) {
            throw Refused.because("proxy-carer-by-patient").at("relationship");
        }
        Patient person = person(actor, command);
        Permission permission = Permission.toProxy(
                patient.id(),
                person.id(),
                command.what(),
                Mandate.byDocument(command.relationship(), command.document(), actor.account()),
                period);
        GiveAccess.refuseTwice(entities, permission);
        activities.keep(
                actor.account(),
                "proxy-confirmed",
                patient.id(),
                person.id() + ", " + command.relationship().code() + ", "
                        + command.document().kind().code());
        return issue.issue(patient, permission, actor.account());
    }

    private Period period(Patient patient, Optional<LocalDate> until) {
        Instant now = clock.instant();
        Majority majority = Majority.of(entities, clock.getZone());
        if (!majority.isMinor(patient.birthDate(), now)) {
            throw Refused.because("proxy-patient-of-age");
        }
        LocalDate latest = majority.day(patient.birthDate()).minusDays(1);
        LocalDate last = until.orElse(latest);
        if (last.isBefore(LocalDate.ofInstant(now, clock.getZone()))) {
            throw Refused.because("grant-until-past", Map.of("until", last)).at("until");
        }
        if (last.isAfter(latest)) {
            throw Refused.because("proxy-beyond-majority", Map.of("latest", latest))
                    .at("until");
        }
        return new Period(now, last.plusDays(1).atStartOfDay(clock.getZone()).toInstant());
    }

    private Patient person(Actor actor, Command command) {
        Patient person = entities.createQuery("SELECT p FROM Patient p WHERE p.number = :number", Patient.class)
                .setParameter("number", command.number().strip())
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> Refused.because("proxy-number-unknown").at("number"));
        door.open(actor, person.id(), RecordCategory.DEMOGRAPHICS, "proxy", Optional.empty());
        if (person.id().equals(command.patient())) {
            throw Refused.because("proxy-oneself").at("number");
        }
        if (person.account().filter(actor.account()::equals).isPresent()) {
            throw Refused.because("proxy-is-you").at("number");
        }
        return person;
    }

    private Patient patient(PatientId id) {
        return Optional.ofNullable(entities.find(Patient.class, id.value()))
                .orElseThrow(() -> new NotFound("patient", id));
    }
}
