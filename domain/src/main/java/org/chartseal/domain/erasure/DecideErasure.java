package org.chartseal.domain.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.audit.LogSeal;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.ledger.ErasureStatement;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.letters.LetterKind;
import org.chartseal.domain.letters.Letters;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/** An auditor decides on requests to be erased. The hospital signs what was accepted; nobody is erased without that. */
@ApplicationScoped
public class DecideErasure {

    /** Characters in a note. */
    public static final int LONGEST_NOTE = 1000;

    /** Characters in a note that says why a record is erased before the law's time is over. */
    public static final int SHORTEST_WAIVER = 10;

    private static final int MOST = 200;
    private static final String UNSETTLED = """
            SELECT e FROM Erasure e WHERE e.state IN ('requested', 'decided', 'refused')
             ORDER BY CASE e.state WHEN 'requested' THEN 0 WHEN 'decided' THEN 1 ELSE 2 END, e.requestedAt, e.id
            """;
    private static final String UNSENT = "DELETE FROM letter WHERE kind = ?1 AND about = ?2";

    private final EntityManager entities;
    private final OpenList door;
    private final LogSeal seal;
    private final Letters letters;
    private final ActivityLog activity;
    private final Clock clock;

    @Inject
    public DecideErasure(
            EntityManager entities, OpenList door, LogSeal seal, Letters letters, ActivityLog activity, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.seal = seal;
        this.letters = letters;
        this.activity = activity;
        this.clock = clock;
    }

    /**
     * A request as the auditor sees it.
     *
     * @param version to hand back with a decision
     * @param keptUntil until when the law has the record kept, if it has
     * @param held whether a legal hold stands in the way
     */
    public record Case(
            ErasureId id,
            int version,
            ErasureState state,
            PatientId patient,
            String number,
            String name,
            Instant requestedAt,
            String reason,
            List<RefusalReason> refusals,
            String note,
            Optional<Instant> dueAt,
            boolean begun,
            Optional<Instant> keptUntil,
            boolean held) {

        public Case {
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * What is to be decided, then what is decided and not carried out, then what was refused.
     *
     * @throws Refused {@code role-missing}
     */
    @Transactional
    public List<Case> all(Actor actor) {
        actor.require(Role.AUDITOR);
        List<Erasure> found = entities.createQuery(UNSETTLED, Erasure.class)
                .setMaxResults(MOST)
                .getResultList();
        Set<PatientId> shown = door.open(
                actor,
                found.stream().map(Erasure::patient).distinct().toList(),
                RecordCategory.DEMOGRAPHICS,
                "erasures");
        HospitalRules rules = HospitalRules.of(entities, clock.getZone());
        return found.stream()
                .filter(erasure -> shown.contains(erasure.patient()))
                .map(erasure -> view(erasure, rules))
                .toList();
    }

    private Case view(Erasure erasure, HospitalRules rules) {
        Patient patient = entities.find(Patient.class, erasure.patient().value());
        Instant now = clock.instant();
        return new Case(
                erasure.id(),
                erasure.version(),
                erasure.state(),
                erasure.patient(),
                patient.number(),
                patient.name().full(),
                erasure.requestedAt(),
                erasure.reason(),
                erasure.refusals(),
                erasure.note(),
                erasure.dueAt(),
                erasure.begunAt().isPresent(),
                rules.keptUntil(entities, erasure.patient().value(), now),
                OpenHolds.any(entities, erasure.patient(), now));
    }

    /**
     * The hospital will erase the patient, and signs that.
     *
     * @param note why the record is erased before the law's time is over, if it is not; else whatever is to be said
     * @throws Refused {@code role-missing}, {@code erasure-own-request}, {@code erasure-settled}, {@code erasure-held},
     *     {@code erasure-retained} without a note, {@code erasure-note-too-long}, {@code changed-meanwhile}
     */
    @Transactional
    public void accept(Actor actor, ErasureId id, int version, String note) {
        Erasure erasure = require(actor, id, version);
        Instant now = clock.instant();
        String words = words(note);
        if (OpenHolds.any(entities, erasure.patient(), now)) {
            throw Refused.because("erasure-held");
        }
        HospitalRules rules = HospitalRules.of(entities, clock.getZone());
        rules.keptUntil(entities, erasure.patient().value(), now)
                .filter(until -> words.length() < SHORTEST_WAIVER)
                .ifPresent(until -> {
                    throw Refused.because(
                                    "erasure-retained",
                                    Map.of("until", LocalDate.ofInstant(until.minusMillis(1), clock.getZone())))
                            .at("note");
                });
        SignedText decision = seal.sign(new ErasureStatement(erasure.subject(), now, seal.publicKey()).canonicalText());
        erasure.accept(actor.account(), decision, words, now, rules.due(now));
        settled(actor, erasure, "erasure-accepted");
    }

    /**
     * The hospital will not erase the patient.
     *
     * @throws Refused {@code role-missing}, {@code erasure-own-request}, {@code erasure-settled},
     *     {@code erasure-refusal-without-reason}, {@code erasure-note-too-long}, {@code changed-meanwhile}
     */
    @Transactional
    public void refuse(Actor actor, ErasureId id, int version, Collection<RefusalReason> reasons, String note) {
        Erasure erasure = require(actor, id, version);
        if (reasons.isEmpty()) {
            throw Refused.because("erasure-refusal-without-reason").at("reasons");
        }
        erasure.refuse(actor.account(), reasons, words(note), clock.instant());
        settled(actor, erasure, "erasure-refused");
    }

    /**
     * Opens again what was accepted or refused, until it has begun.
     *
     * @throws Refused {@code role-missing}, {@code erasure-own-request}, {@code erasure-settled}, {@code erasure-begun},
     *     {@code erasure-requested-already} when the patient has asked anew, {@code changed-meanwhile}
     */
    @Transactional
    public void reopen(Actor actor, ErasureId id, int version) {
        Erasure erasure = require(actor, id, version);
        erasure.reopen();
        ErasureConstraints.flush(entities);
        entities.createNativeQuery(UNSENT)
                .setParameter(1, LetterKind.ERASURE_DECIDED.code())
                .setParameter(2, id.value())
                .executeUpdate();
        activity.keep(actor.account(), "erasure-reopened", id);
    }

    private void settled(Actor actor, Erasure erasure, String action) {
        ErasureConstraints.flush(entities);
        Patient patient = entities.find(Patient.class, erasure.patient().value());
        letters.write(patient, LetterKind.ERASURE_DECIDED, erasure.id().value());
        activity.keep(actor.account(), action, erasure.id());
    }

    private Erasure require(Actor actor, ErasureId id, int version) {
        actor.require(Role.AUDITOR);
        Erasure erasure = entities.find(Erasure.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (erasure == null) {
            throw new NotFound("erasure", id);
        }
        if (erasure.version() != version) {
            throw Refused.because("changed-meanwhile");
        }
        boolean own = erasure.requestedBy().equals(actor.account())
                || actor.patient().filter(erasure.patient()::equals).isPresent();
        if (own) {
            throw Refused.because("erasure-own-request");
        }
        return erasure;
    }

    private static String words(String note) {
        String words = note.strip();
        if (words.codePointCount(0, words.length()) > LONGEST_NOTE) {
            throw Refused.because("erasure-note-too-long").at("note");
        }
        return words;
    }
}
