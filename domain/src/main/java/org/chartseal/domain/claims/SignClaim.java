package org.chartseal.domain.claims;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.transaction.Transactional;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.MaySign;
import org.chartseal.domain.records.RecordToSeal;
import org.chartseal.domain.records.RecordType;
import org.chartseal.domain.records.SealRecord;
import org.chartseal.domain.records.SigningHand;
import org.chartseal.domain.shared.Refused;

/** A doctor signs the claim they made. What was signed is amended or withdrawn by a new version, never changed. */
@ApplicationScoped
public class SignClaim {

    private final EntityManager entities;
    private final OpenRecord door;
    private final MaySign maySign;
    private final MakeClaim make;
    private final SealRecord seals;
    private final SigningHand hand;

    @Inject
    public SignClaim(
            EntityManager entities,
            OpenRecord door,
            MaySign maySign,
            MakeClaim make,
            SealRecord seals,
            SigningHand hand) {
        this.entities = entities;
        this.door = door;
        this.maySign = maySign;
        this.make = make;
        this.seals = seals;
        this.hand = hand;
    }

    /**
     * Signs the draft; signing it again answers the same seal.
     *
     * @param version of the draft that was shown
     * @throws Refused {@code claim-changed-meanwhile}, {@code claim-not-yours}, or why the actor may not sign
     */
    @Transactional
    public SealId sign(Actor actor, PatientId patient, ClaimId id, int version) {
        Claim claim = toSign(actor, patient, id, "sign-claim");
        if (claim.state() != Claim.State.DRAFT) {
            return claim.record().version(1);
        }
        MakeClaim.requireShown(claim, version);
        claim.sign(hand.time());
        return seal(claim);
    }

    /**
     * What takes the place of what was signed.
     *
     * @param replaced the sealed version that the editor showed
     * @param reason why, for those who read both
     */
    public record Amendment(int replaced, Claimed claimed, String reason) {}

    /**
     * Replaces the signed claim by a new version; the replaced one stays sealed and readable.
     *
     * @throws Refused {@code claim-changed-meanwhile}, {@code claim-unchanged}, {@code claim-needs-reason}, {@code
     *     claim-price-wrong}, {@code claim-support-unknown}, {@code claim-not-signed}, {@code claim-not-yours}, or why the actor
     *     may not sign
     */
    @Transactional
    public SealId amend(Actor actor, PatientId patient, ClaimId id, Amendment amendment) {
        Claim claim = toSign(actor, patient, id, "amend-claim");
        requireNewest(claim, amendment.replaced());
        make.requireOfVisit(amendment.claimed(), claim.appointment(), claim.author(), MakeClaim.supportOf(claim));
        claim.amend(amendment.claimed(), amendment.reason(), hand.time());
        return seal(claim);
    }

    /**
     * Takes the claim back. It stays, and says so; another can be made for the visit then.
     *
     * @param replaced the sealed version that was shown
     * @throws Refused {@code claim-changed-meanwhile}, {@code claim-needs-reason}, {@code claim-not-signed}, {@code
     *     claim-not-yours}, or why the actor may not sign
     */
    @Transactional
    public SealId withdraw(Actor actor, PatientId patient, ClaimId id, int replaced, String reason) {
        Claim claim = toSign(actor, patient, id, "withdraw-claim");
        requireNewest(claim, replaced);
        claim.withdraw(reason, hand.time());
        return seal(claim);
    }

    private static void requireNewest(Claim claim, int shown) {
        if (claim.sealedVersion() != shown) {
            throw Refused.because("claim-changed-meanwhile");
        }
    }

    private Claim toSign(Actor actor, PatientId patient, ClaimId id, String what) {
        Claim claim = new FindClaim(actor, patient, id, what).in(entities, door);
        PractitionerId author = maySign.require(actor, patient, RecordCategory.CLAIMS, what, id.value())
                .id();
        return FindClaim.ofAuthor(claim, author);
    }

    private SealId seal(Claim claim) {
        try {
            entities.flush();
        } catch (OptimisticLockException raced) {
            throw Refused.because("claim-changed-meanwhile").causedBy(raced);
        }
        return seals.seal(new RecordToSeal(
                claim.record(),
                RecordType.CLAIM,
                RecordCategory.CLAIMS,
                claim.patient(),
                claim.author(),
                claim.signedAt().orElseThrow(),
                ClaimContent.of(claim)));
    }
}
