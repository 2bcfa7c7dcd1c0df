package org.chartseal.domain.emergency;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.chartseal.domain.audit.AccessLog;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.ledger.EmergencyReviewStatement;
import org.chartseal.domain.ledger.LedgerCommand;
import org.chartseal.domain.ledger.LedgerEmergencyId;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.records.Salt;
import org.chartseal.domain.records.SigningHand;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/**
 * A colleague looks at an access in an emergency once it is over, and says whether it was justified. It should be done within
 * {@link EmergencyAccess#REVIEW_WITHIN}; later it still can be, and counts as overdue until then.
 */
@ApplicationScoped
public class ReviewEmergencyAccess {

    /** The most that one page lists. */
    static final int MOST = 100;

    private final EntityManager entities;
    private final SigningHand hand;
    private final LedgerOutbox outbox;
    private final AccessLog accessLog;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public ReviewEmergencyAccess(
            EntityManager entities,
            SigningHand hand,
            LedgerOutbox outbox,
            AccessLog accessLog,
            IdGenerator ids,
            Clock clock) {
        this.entities = entities;
        this.hand = hand;
        this.outbox = outbox;
        this.accessLog = accessLog;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Something that was opened by the access.
     *
     * @param category code of the record's category
     * @param what code of what was opened
     */
    public record Opening(Instant at, String category, String what) {}

    /** An access and all that was opened by it, in order. */
    public record Case(EmergencyView access, List<Opening> openings) {}

    /** How many wait for a review by this doctor; nothing for who may not review. */
    @Transactional
    public long waiting(Actor actor) {
        if (actor.practitioner().isEmpty()) {
            return 0;
        }
        return ((Number) entities.createNativeQuery("""
                        SELECT count(*) FROM emergency_access
                        WHERE reviewed_at IS NULL AND anchoring <> 'refused' AND open_until <= ?1 AND practitioner_id <> ?2
                        """)
                        .setParameter(1, clock.instant())
                        .setParameter(2, actor.requirePractitioner().value())
                        .getSingleResult())
                .longValue();
    }

    /**
     * Those that wait, the one that waits longest first. That the doctor saw whose records they are is kept.
     *
     * @throws Refused as {@link #review}
     */
    @Transactional
    public List<EmergencyView> toReview(Actor actor) {
        Practitioner reviewer = new MayOpenInEmergency(entities, clock).require(actor);
        List<EmergencyView> waiting = new EmergencyQueries(entities, clock.instant()).toReview(reviewer.id(), MOST);
        new EmergencyLog(accessLog)
                .reviewed(
                        actor,
                        waiting.stream().map(access -> access.patient().id()).toList(),
                        clock.instant());
        return waiting;
    }

    /**
     * One of them, with what was opened by it.
     *
     * @throws NotFound when there is none, or it is the doctor's own
     */
    @Transactional
    public Case look(Actor actor, EmergencyId id) {
        Practitioner reviewer = new MayOpenInEmergency(entities, clock).require(actor);
        EmergencyView access = new EmergencyQueries(entities, clock.instant())
                .one(id)
                .filter(each -> !each.practitioner().id().equals(reviewer.id()))
                .orElseThrow(() -> new NotFound("emergency", id));
        new EmergencyLog(accessLog).reviewed(actor, List.of(access.patient().id()), clock.instant());
        return new Case(access, openings(id));
    }

    private List<Opening> openings(EmergencyId id) {
        List<?> rows = entities.createNativeQuery(
                        "SELECT at, category, what FROM access_log WHERE basis = 'emergency' AND basis_id = ?1 AND allowed"
                                + " ORDER BY at, id",
                        Tuple.class)
                .setParameter(1, id.value())
                .getResultList();
        return rows.stream()
                .map(Tuple.class::cast)
                .map(row -> new Opening(
                        row.get("at", Instant.class), row.get("category", String.class), row.get("what", String.class)))
                .toList();
    }

    /**
     * Keeps what the reviewer found, tells the patient, and writes it to the ledger.
     *
     * @throws NotFound when there is no such access
     * @throws Refused {@code role-missing}, {@code practitioner-not-verified}, {@code licence-run-out},
     *     {@code emergency-own-review}, {@code emergency-still-open} or {@code emergency-reviewed-already}
     */
    @Transactional
    public void review(Actor actor, EmergencyId id, Review review) {
        Practitioner reviewer = new MayOpenInEmergency(entities, clock).require(actor);
        EmergencyAccess access = entities.find(EmergencyAccess.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (access == null || access.anchoring() == Anchoring.REFUSED) {
            throw new NotFound("emergency", id);
        }
        entities.lock(reviewer, LockModeType.PESSIMISTIC_READ);
        Salt salt = hand.salt();
        Instant now = hand.time();
        access.review(reviewer, review, salt, now);
        new TellPatient(entities, ids, clock).tell(access.patient(), TellPatient.REVIEWED, id, now);
        new ActivityLog(entities, clock)
                .keep(
                        actor.account(),
                        "emergency-reviewed",
                        id,
                        review.outcome().code());
        outbox.add(new LedgerCommand.ReviewEmergency(signed(id, reviewer, review, salt, now)));
    }

    private SignedText signed(EmergencyId id, Practitioner reviewer, Review review, Salt salt, Instant now) {
        String text = new EmergencyReviewStatement(
                        new LedgerEmergencyId(id.value()),
                        reviewer.ledgerId(),
                        review.outcome().code(),
                        salt.commitTo(review.note()),
                        now,
                        reviewer.signing().thumbprint())
                .canonicalText();
        return hand.sign(reviewer, text);
    }
}
