package org.chartseal.domain.claims;

import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/**
 * A claim about a patient that someone asks for by its identifier.
 *
 * @param what code of what it is asked for
 */
record FindClaim(Actor actor, PatientId patient, ClaimId id, String what) {

    /**
     * The claim, unopened.
     *
     * @throws NotFound when the patient has none; a try on another's is kept in both access logs
     */
    Claim in(EntityManager entities, OpenRecord door) {
        Optional<Claim> kept = Optional.ofNullable(entities.find(Claim.class, id.value()));
        return kept.filter(claim -> claim.patient().equals(patient)).orElseThrow(() -> {
            NotFound none = door.strayed(actor, patient, RecordCategory.CLAIMS, what, id.value());
            kept.ifPresent(other ->
                    none.addSuppressed(door.strayed(actor, other.patient(), RecordCategory.CLAIMS, what, id.value())));
            return none;
        });
    }

    /**
     * The claim, opened to its author for what is asked.
     *
     * @throws Refused {@code access-not-granted} or {@code claim-not-yours}
     */
    Claim own(EntityManager entities, OpenRecord door) {
        Claim claim = in(entities, door);
        door.open(actor, patient, RecordCategory.CLAIMS, what, Optional.of(id.value()));
        return ofAuthor(claim, author(actor));
    }

    /** Who may make and sign claims. */
    static PractitionerId author(Actor actor) {
        actor.require(Role.DOCTOR);
        return actor.requirePractitioner();
    }

    /**
     * Insists that this practitioner made the claim.
     *
     * @throws Refused {@code claim-not-yours}
     */
    static Claim ofAuthor(Claim claim, PractitionerId author) {
        if (!claim.author().equals(author)) {
            throw Refused.because("claim-not-yours");
        }
        return claim;
    }
}
