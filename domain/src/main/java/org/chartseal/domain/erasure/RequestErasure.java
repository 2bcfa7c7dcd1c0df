package org.chartseal.domain.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.records.Salt;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** A patient asks to be erased, sees what became of it, and may take it back until it has begun. Nobody asks for another. */
@ApplicationScoped
public class RequestErasure {

    /** Characters in a reason. */
    public static final int LONGEST_REASON = 1000;

    private static final String OWN =
            "SELECT e FROM Erasure e WHERE e.patientId = :patient ORDER BY e.requestedAt DESC";
    private static final String OPEN =
            "SELECT e.id FROM Erasure e WHERE e.patientId = :patient" + " AND e.state IN ('requested', 'decided')";

    private final EntityManager entities;
    private final ActivityLog activity;
    private final Salt.Source random;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public RequestErasure(
            EntityManager entities, ActivityLog activity, Salt.Source random, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.activity = activity;
        this.random = random;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A request as the patient sees it.
     *
     * @param refusals why the hospital said no
     * @param note in the hospital's words
     * @param dueAt from when on it is carried out
     * @param begun whether it cannot be taken back any more
     */
    public record Own(
            ErasureId id,
            ErasureState state,
            Instant requestedAt,
            List<RefusalReason> refusals,
            String note,
            Optional<Instant> dueAt,
            boolean begun) {

        public Own {
            refusals = List.copyOf(refusals);
        }
    }

    /** The patient's own requests, newest first. */
    @Transactional
    public List<Own> mine(Actor actor) {
        return entities.createQuery(OWN, Erasure.class)
                .setParameter("patient", actor.requirePatient().value())
                .getResultStream()
                .map(erasure -> new Own(
                        erasure.id(),
                        erasure.state(),
                        erasure.requestedAt(),
                        erasure.refusals(),
                        erasure.note(),
                        erasure.dueAt(),
                        erasure.begunAt().isPresent()))
                .toList();
    }

    /**
     * Asks.
     *
     * @param reason in the patient's words; may be empty
     * @return the receipt's code, which is shown now and never again
     * @throws Refused {@code not-a-patient}, {@code erasure-reason-too-long}, {@code erasure-requested-already}
     */
    @Transactional
    public ReceiptCode request(Actor actor, String reason) {
        UUID own = actor.requirePatient().value();
        String why = reason.strip();
        if (why.codePointCount(0, why.length()) > LONGEST_REASON) {
            throw Refused.because("erasure-reason-too-long").at("reason");
        }
        Patient patient = entities.find(Patient.class, own, LockModeType.PESSIMISTIC_WRITE);
        if (patient == null) {
            throw new NotFound("patient", own);
        }
        if (open(own).isPresent()) {
            throw Refused.because("erasure-requested-already");
        }
        ReceiptCode code = ReceiptCode.drawn(random);
        ErasureId id = new ErasureId(ids.random());
        entities.persist(new Erasure(id, patient, actor.account(), why, code, clock.instant()));
        ErasureConstraints.flush(entities);
        activity.keep(actor.account(), "erasure-requested", id);
        return code;
    }

    /**
     * Takes the request back.
     *
     * @throws Refused {@code erasure-not-requested}, {@code erasure-begun}
     */
    @Transactional
    public void withdraw(Actor actor) {
        Erasure erasure = require(actor);
        erasure.withdraw();
        ErasureConstraints.flush(entities);
        activity.keep(actor.account(), "erasure-withdrawn", erasure.id());
    }

    /**
     * Draws another code, when the first one is lost; that one finds nothing any more.
     *
     * @throws Refused {@code erasure-not-requested}, {@code erasure-begun}
     */
    @Transactional
    public ReceiptCode renewCode(Actor actor) {
        Erasure erasure = require(actor);
        ReceiptCode code = ReceiptCode.drawn(random);
        erasure.renew(code);
        ErasureConstraints.flush(entities);
        return code;
    }

    private Erasure require(Actor actor) {
        UUID id = open(actor.requirePatient().value()).orElseThrow(() -> Refused.because("erasure-not-requested"));
        Erasure erasure = entities.find(Erasure.class, id, LockModeType.PESSIMISTIC_WRITE);
        entities.refresh(erasure);
        return erasure;
    }

    private Optional<UUID> open(UUID patient) {
        return entities.createQuery(OPEN, UUID.class)
                .setParameter("patient", patient)
                .getResultStream()
                .findFirst();
    }
}
