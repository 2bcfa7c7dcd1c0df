package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.ledger.GrantTerms.GranteeKind;
import org.chartseal.domain.letters.LetterKind;
import org.chartseal.domain.letters.Letters;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.research.Study;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/**
 * A doctor, or someone who works for an insurer or on a study, asks a patient for access. Asking tells nothing: whether the
 * patient exists or not, it is answered alike, and what nobody can answer waits and lapses like what nobody answers.
 */
@ApplicationScoped
public class RequestAccess {

    /** The most that one account asks in 24 hours. */
    public static final int MOST_A_DAY = 20;

    /** The most that one grantee asks the same person in 30 days, answered or not. */
    public static final int MOST_OF_ONE = 3;

    private static final String WAITS_ALREADY = """
            FROM AccessRequest r WHERE r.state = 'waiting' AND r.lapsesAt > :now
              AND COALESCE(r.wish.practitionerId, r.wish.insurerId, r.wish.studyId) = :grantee
            """;

    private static final String SAME_WHOM = """
            SELECT count(*), count(*) FILTER (WHERE state = 'waiting') FROM access_request
             WHERE coalesce(practitioner_id, insurer_id, study_id) = ?1 AND asked_at > ?2
               AND asked_number IS NOT DISTINCT FROM ?3 AND asked_born IS NOT DISTINCT FROM CAST(?4 AS date)
               AND asked_page IS NOT DISTINCT FROM CAST(?5 AS uuid)
            """;

    private static final String WITHDRAW = "access-request-withdraw";

    private final EntityManager entities;
    private final OpenRecord door;
    private final AskingParties parties;
    private final Letters letters;
    private final ActivityLog activities;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public RequestAccess(
            EntityManager entities,
            OpenRecord door,
            AskingParties parties,
            Letters letters,
            ActivityLog activities,
            IdGenerator ids,
            Clock clock) {
        this.entities = entities;
        this.door = door;
        this.parties = parties;
        this.letters = letters;
        this.activities = activities;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What the asker decides.
     *
     * @param grantee who would read: one of {@link AskingParties#of}
     */
    public record Command(Grantee grantee, WhomAsked whom, Wish.Asked asked) {}

    /**
     * Asks; the patient sees it at once, and a letter tells them, if an address is known.
     *
     * @throws Refused {@code request-too-many}, {@code request-too-often}, {@code request-waits-already}, {@code grant-until-past},
     *     {@code grant-too-long}, {@code grant-study-over}, {@code request-claim-missing}, or that the doctor's licence does not
     *     hold
     * @throws NotFound when the actor does not ask for that grantee
     */
    @Transactional
    public AccessRequestId ask(Actor actor, Command command) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, clock.getZone());
        checkGrantee(actor, command, today);
        Wish wish = new Wish(command.grantee(), command.asked(), today);
        LapseRequests.lapse(entities, now);
        checkHowOften(actor, command, now);
        Optional<Patient> patient = fitting(command.whom()).filter(one -> !isAsked(one, command.grantee(), now));
        AccessRequest request = new AccessRequest(
                new AccessRequestId(ids.next()), patient.map(Patient::id), command.whom(), wish, actor.account(), now);
        entities.persist(request);
        flush();
        activities.keep(actor.account(), "access-requested", request.id());
        patient.ifPresent(one ->
                letters.write(one, LetterKind.ACCESS_REQUESTED, request.id().value()));
        return request.id();
    }

    /**
     * Takes a request back that waits.
     *
     * @throws Refused {@code request-answered} or {@code request-lapsed}
     * @throws NotFound when the actor's side asked no such thing; a try on what another side asked a patient here is kept in that
     *     patient's access log
     */
    @Transactional
    public void withdraw(Actor actor, AccessRequestId id) {
        AccessRequest request = Optional.ofNullable(
                        entities.find(AccessRequest.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .orElseThrow(() -> new NotFound(WITHDRAW, id.value()));
        if (!parties.isOne(actor, request.wish().grantee())) {
            throw notTheirs(actor, request);
        }
        request.withdraw(clock.instant());
        activities.keep(actor.account(), "access-request-withdrawn", id);
    }

    private NotFound notTheirs(Actor actor, AccessRequest request) {
        UUID id = request.id().value();
        return request.patient()
                .map(patient -> door.closed(actor, patient, RecordCategory.DEMOGRAPHICS, WITHDRAW, id))
                .orElseGet(() -> new NotFound(WITHDRAW, id));
    }

    private void checkGrantee(Actor actor, Command command, LocalDate today) {
        Grantee grantee = command.grantee();
        if (!parties.isOne(actor, grantee)) {
            throw new NotFound("grantee", grantee.id());
        }
        if (grantee.kind() == GranteeKind.PRACTITIONER) {
            entities.find(Practitioner.class, grantee.id()).requireMaySign(today);
        } else if (grantee.kind() == GranteeKind.STUDY) {
            LocalDate ends = entities.find(Study.class, grantee.id()).endsOn();
            if (command.asked().until().isAfter(ends)) {
                throw Refused.because("grant-study-over", Map.of("ends", ends)).at("until");
            }
        }
    }

    /** One asker's requests are counted one after the other. */
    private void checkHowOften(Actor actor, Command command, Instant now) {
        entities.createNativeQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(?1, 0))) locked")
                .setParameter(1, command.grantee().code())
                .getResultList();
        long today = entities.createQuery(
                        "SELECT count(r) FROM AccessRequest r WHERE r.askedBy = :account AND r.askedAt > :since",
                        Long.class)
                .setParameter("account", actor.account().name())
                .setParameter("since", now.minus(Duration.ofDays(1)))
                .getSingleResult();
        if (today >= MOST_A_DAY) {
            throw Refused.because("request-too-many", Map.of("most", MOST_A_DAY));
        }
        WhomAsked whom = command.whom();
        Object[] same = (Object[]) entities.createNativeQuery(SAME_WHOM)
                .setParameter(1, command.grantee().id())
                .setParameter(2, Timestamp.from(now.minus(AccessRequest.WAITS)))
                .setParameter(3, whom.number().orElse(null))
                .setParameter(4, whom.born().map(LocalDate::toString).orElse(null))
                .setParameter(5, whom.page().map(PatientId::toString).orElse(null))
                .getSingleResult();
        if (((Number) same[1]).longValue() > 0) {
            throw Refused.because("request-waits-already");
        }
        if (((Number) same[0]).longValue() >= MOST_OF_ONE) {
            throw Refused.because("request-too-often", Map.of("most", MOST_OF_ONE));
        }
    }

    private Optional<Patient> fitting(WhomAsked whom) {
        if (whom.page().isPresent()) {
            return Optional.ofNullable(
                    entities.find(Patient.class, whom.page().get().value()));
        }
        return entities.createQuery(
                        "SELECT p FROM Patient p WHERE p.number = :number AND p.birthDate = :born", Patient.class)
                .setParameter("number", whom.number().orElseThrow())
                .setParameter("born", whom.born().orElseThrow())
                .getResultStream()
                .findFirst();
    }

    /** The same person, named another way: to say so would tell that they exist. */
    private boolean isAsked(Patient patient, Grantee grantee, Instant now) {
        return entities.createQuery("SELECT count(r) " + WAITS_ALREADY + " AND r.patientId = :patient", Long.class)
                        .setParameter("now", now)
                        .setParameter("grantee", grantee.id())
                        .setParameter("patient", patient.id().value())
                        .getSingleResult()
                > 0;
    }

    private void flush() {
        try {
            entities.flush();
        } catch (PersistenceException refused) {
            if (Constraints.violated(refused)
                    .filter(name -> name.startsWith("access_request_one_waiting"))
                    .isPresent()) {
                throw Refused.because("request-waits-already").causedBy(refused);
            }
            throw refused;
        }
    }
}
