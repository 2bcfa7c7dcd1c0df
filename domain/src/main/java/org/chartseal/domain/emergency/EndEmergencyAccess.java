package org.chartseal.domain.emergency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.EmergencyEndStatement;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerEmergencyId;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.records.SigningHand;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** A doctor ends an access in an emergency before its minutes have passed: at once, and then on the ledger. */
@ApplicationScoped
public class EndEmergencyAccess {

    private static final String WHAT = "emergency-end";

    private final EntityManager entities;
    private final OpenRecord door;
    private final SigningHand hand;
    private final LedgerOutbox outbox;

    @Inject
    public EndEmergencyAccess(EntityManager entities, OpenRecord door, SigningHand hand, LedgerOutbox outbox) {
        this.entities = entities;
        this.door = door;
        this.hand = hand;
        this.outbox = outbox;
    }

    /**
     * Ends it.
     *
     * @return whose record it was
     * @throws NotFound when it is not the doctor's own; a try on a colleague's is kept in the access log
     * @throws Refused {@code emergency-over} when nothing is left to end
     */
    @Transactional
    public PatientId end(Actor actor, EmergencyId id) {
        actor.require(Role.DOCTOR);
        PractitionerId own = actor.requirePractitioner();
        EmergencyAccess access = entities.find(EmergencyAccess.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (access == null) {
            throw new NotFound(WHAT, id.value());
        }
        if (!access.practitioner().equals(own)) {
            throw door.closed(actor, access.patient(), RecordCategory.DEMOGRAPHICS, WHAT, id.value());
        }
        access.end(hand.time());
        outbox.add(new LedgerCommand.EndEmergency(signed(access)));
        return access.patient();
    }

    private SignedText signed(EmergencyAccess access) {
        Practitioner practitioner =
                entities.find(Practitioner.class, access.practitioner().value(), LockModeType.PESSIMISTIC_READ);
        String text = new EmergencyEndStatement(
                        new LedgerEmergencyId(access.id().value()),
                        practitioner.ledgerId(),
                        access.openUntil(),
                        practitioner.signing().thumbprint())
                .canonicalText();
        return hand.sign(practitioner, text);
    }
}
