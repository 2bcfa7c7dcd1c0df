package org.chartseal.domain.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.audit.ActivityLog;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.OpenRecord;
import org.chartseal.domain.consent.RecordCategory;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** An auditor places holds on records that a law, a court or a claim wants kept, and releases them. While one holds, nothing is erased. */
@ApplicationScoped
public class LegalHolds {

    /** Characters in a reason. */
    public static final int SHORTEST_REASON = 10;

    /** Characters in a reason. */
    public static final int LONGEST_REASON = 1000;

    private static final String STANDING = """
            SELECT h.id, h.patient_id, p.number, trim(concat_ws(' ', p.given_name, p.family_name)) AS name, h.reason, h.placed_by,
                   h.placed_at, h.holds_until
              FROM legal_hold h JOIN patient p ON p.id = h.patient_id
             WHERE h.released_at IS NULL AND (h.holds_until IS NULL OR h.holds_until > ?1) ORDER BY h.placed_at, h.id LIMIT 200
            """;
    private static final String PLACE = """
            INSERT INTO legal_hold (id, patient_id, reason, placed_by, placed_at, holds_until)
            VALUES (?1, ?2, ?3, ?4, ?5, CAST(?6 AS timestamptz))
            """;
    private static final String RELEASE =
            "UPDATE legal_hold SET released_by = ?2, released_at = ?3 WHERE id = ?1 AND released_at IS NULL";

    private final EntityManager entities;
    private final OpenRecord records;
    private final OpenList lists;
    private final ActivityLog activity;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public LegalHolds(
            EntityManager entities,
            OpenRecord records,
            OpenList lists,
            ActivityLog activity,
            IdGenerator ids,
            Clock clock) {
        this.entities = entities;
        this.records = records;
        this.lists = lists;
        this.activity = activity;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A hold.
     *
     * @param until exclusive; empty: until it is released
     */
    public record Hold(
            HoldId id,
            PatientId patient,
            String number,
            String name,
            String reason,
            String placedBy,
            Instant placedAt,
            Optional<Instant> until) {}

    /**
     * The holds that stand, oldest first.
     *
     * @throws Refused {@code role-missing}
     */
    @Transactional
    public List<Hold> standing(Actor actor) {
        actor.require(Role.AUDITOR);
        List<?> rows = entities.createNativeQuery(STANDING, Tuple.class)
                .setParameter(1, Timestamp.from(clock.instant()))
                .getResultList();
        List<Hold> holds = rows.stream().map(row -> hold((Tuple) row)).toList();
        Set<PatientId> shown = lists.open(
                actor,
                holds.stream().map(Hold::patient).distinct().toList(),
                RecordCategory.DEMOGRAPHICS,
                "legal-holds");
        return holds.stream().filter(hold -> shown.contains(hold.patient())).toList();
    }

    /**
     * Places a hold on the record of the patient with that number.
     *
     * @param lastDay on which it holds, in the hospital's zone; empty: until it is released
     * @throws Refused {@code role-missing}, {@code hold-reason-too-short}, {@code hold-reason-too-long}, {@code hold-day-past},
     *     {@code erasure-begun} when it is too late
     * @throws NotFound when nobody has that number
     */
    @Transactional
    public HoldId place(Actor actor, String number, String reason, Optional<LocalDate> lastDay) {
        actor.require(Role.AUDITOR);
        String why = reason(reason);
        Instant now = clock.instant();
        Optional<Instant> until =
                lastDay.map(day -> day.plusDays(1).atStartOfDay(clock.getZone()).toInstant());
        if (until.filter(end -> !end.isAfter(now)).isPresent()) {
            throw Refused.because("hold-day-past").at("lastDay");
        }
        PatientId patient = patient(number.strip());
        records.open(actor, patient, RecordCategory.DEMOGRAPHICS, "legal-hold", Optional.empty());
        HoldId id = new HoldId(ids.random());
        try {
            entities.createNativeQuery(PLACE)
                    .setParameter(1, id.value())
                    .setParameter(2, patient.value())
                    .setParameter(3, why)
                    .setParameter(4, actor.account().name())
                    .setParameter(5, Timestamp.from(now))
                    .setParameter(6, until.map(Instant::toString).orElse(null))
                    .executeUpdate();
        } catch (PersistenceException refused) {
            throw ErasureConstraints.translated(refused);
        }
        activity.keep(actor.account(), "hold-placed", id);
        return id;
    }

    /**
     * Ends a hold. To end it again changes nothing.
     *
     * @throws Refused {@code role-missing}
     * @throws NotFound when there is no such hold
     */
    @Transactional
    public void release(Actor actor, HoldId id) {
        actor.require(Role.AUDITOR);
        int released = entities.createNativeQuery(RELEASE)
                .setParameter(1, id.value())
                .setParameter(2, actor.account().name())
                .setParameter(3, Timestamp.from(clock.instant()))
                .executeUpdate();
        if (released == 1) {
            activity.keep(actor.account(), "hold-released", id);
        } else if (entities.createNativeQuery("SELECT id FROM legal_hold WHERE id = ?1", UUID.class)
                .setParameter(1, id.value())
                .getResultList()
                .isEmpty()) {
            throw new NotFound("hold", id);
        }
    }

    private static String reason(String reason) {
        String why = reason.strip();
        int length = why.codePointCount(0, why.length());
        if (length < SHORTEST_REASON) {
            throw Refused.because("hold-reason-too-short").at("reason");
        }
        if (length > LONGEST_REASON) {
            throw Refused.because("hold-reason-too-long").at("reason");
        }
        return why;
    }

    private PatientId patient(String number) {
        List<?> found = entities.createNativeQuery(
                        "SELECT id FROM patient WHERE number = ?1 AND erased_at IS NULL", UUID.class)
                .setParameter(1, number)
                .getResultList();
        return found.stream()
                .map(id -> new PatientId((UUID) id))
                .findFirst()
                .orElseThrow(() -> new NotFound("patient", number));
    }

    private static Hold hold(Tuple row) {
        @Nullable Object until = row.get("holds_until");
        return new Hold(
                new HoldId(row.get("id", UUID.class)),
                new PatientId(row.get("patient_id", UUID.class)),
                row.get("number", String.class),
                row.get("name", String.class),
                row.get("reason", String.class),
                row.get("placed_by", String.class),
                HospitalRules.moment(row.get("placed_at")).orElseThrow(),
                HospitalRules.moment(until));
    }
}
