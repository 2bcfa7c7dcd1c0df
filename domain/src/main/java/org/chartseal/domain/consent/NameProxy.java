package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.chartseal.domain.consent.Permission.Period;
import org.chartseal.domain.consent.Permission.What;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PersonName;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/**
 * A patient of age names someone who acts for them. It is always for the patient's own record: who acts for somebody names
 * nobody for that one.
 */
@ApplicationScoped
public class NameProxy {

    private final EntityManager entities;
    private final OpenRecord door;
    private final ProxyTries tries;
    private final IssueGrant issue;
    private final Clock clock;

    @Inject
    public NameProxy(EntityManager entities, OpenRecord door, ProxyTries tries, IssueGrant issue, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.tries = tries;
        this.issue = issue;
        this.clock = clock;
    }

    /**
     * Whom the patient names, and for what.
     *
     * @param number of the person at this hospital
     * @param born the person's birth date
     * @param until last day on which it holds, in the hospital's zone
     */
    public record Command(String number, LocalDate born, Relationship relationship, What what, LocalDate until) {}

    /**
     * Lets the person act; it counts once the ledger has it, and for a patient with a passkey once they have signed it too.
     *
     * @throws Refused {@code proxy-not-found} when number and birth date are not one person's, whichever is wrong; {@code
     *     proxy-too-many-tries}; {@code proxy-oneself}; {@code proxy-named-by-minor}; {@code proxy-parent-at-desk}; or as
     *     {@link GiveAccess#give} does
     */
    @Transactional
    public GrantId name(Actor actor, Command command) {
        Permission permission = allowed(actor, command);
        return issue.issue(patient(actor.requirePatient()), permission, actor.account());
    }

    /**
     * Who it would be, for who looks before deciding; nothing changes but that a wrong pair is kept.
     *
     * @throws Refused as {@link #name} does
     */
    @Transactional
    public PersonName check(Actor actor, Command command) {
        Permission permission = allowed(actor, command);
        return patient(new PatientId(permission.grantee().id())).name();
    }

    private Permission allowed(Actor actor, Command command) {
        actor.require(Role.PATIENT);
        PatientId own = actor.requirePatient();
        door.open(actor, own, RecordCategory.DEMOGRAPHICS, "proxy", Optional.empty());
        requireOfAge(patient(own));
        if (command.relationship() == Relationship.PARENT) {
            throw Refused.because("proxy-parent-at-desk").at("relationship");
        }
        Period period = GiveAccess.period(command.until(), clock);
        PatientId person = tries.find(own, command.number(), command.born())
                .orElseThrow(() -> Refused.because("proxy-not-found").at("number"));
        if (person.equals(own)) {
            throw Refused.because("proxy-oneself").at("number");
        }
        Permission permission =
                Permission.toProxy(own, person, command.what(), Mandate.byPatient(command.relationship()), period);
        GiveAccess.refuseTwice(entities, permission);
        return permission;
    }

    private void requireOfAge(Patient patient) {
        if (Majority.of(entities, clock.getZone()).isMinor(patient.birthDate(), clock.instant())) {
            throw Refused.because("proxy-named-by-minor");
        }
    }

    private Patient patient(PatientId id) {
        return Optional.ofNullable(entities.find(Patient.class, id.value()))
                .orElseThrow(() -> new NotFound("patient", id));
    }
}
