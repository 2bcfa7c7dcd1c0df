package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chartseal.domain.consent.GrantView.OnLedger;
import org.chartseal.domain.consent.GrantView.State;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.projection.ProjectedGrant;
import org.chartseal.domain.shared.NotFound;
import org.jspecify.annotations.Nullable;

/** Shows a patient, and who acts for them, who may read their record, until when, and where each permission stands on the ledger. */
@ApplicationScoped
public class MyGrants {

    private static final String ON_LEDGER = """
            SELECT o.subject, o.kind, o.state, o.block
            FROM ledger_outbox o JOIN access_grant g ON o.subject = CAST(g.ledger_id AS text)
            WHERE g.patient_id = ?1 AND o.kind IN ('give-access', 'revoke-access')
            """;

    private static final String VISITS = """
            SELECT a.id, a.starts_at FROM appointment a
             WHERE a.id IN (SELECT g.appointment_id FROM access_grant g WHERE g.patient_id = ?1)
            """;

    private final EntityManager entities;
    private final OpenRecord openRecord;
    private final Clock clock;

    @Inject
    public MyGrants(EntityManager entities, OpenRecord openRecord, Clock clock) {
        this.entities = entities;
        this.openRecord = openRecord;
        this.clock = clock;
    }

    /** The patient's own grants: those that hold first, then those that wait, then the others, newest first. */
    @Transactional
    public List<GrantView> list(Actor actor) {
        return list(actor, actor.requirePatient());
    }

    /**
     * The same of a patient for whom the actor acts.
     *
     * @throws NotFound when the actor does not
     */
    @Transactional
    public List<GrantView> list(Actor actor, PatientId patient) {
        actor.require(Role.PATIENT);
        openRecord.open(actor.asPerson(), patient, RecordCategory.DEMOGRAPHICS, "grants", Optional.empty());
        Surroundings around = new Surroundings(places(patient), visits(patient), clock.instant());
        List<Standing> grants = entities.createQuery("""
                        SELECT g, l FROM AccessGrant g LEFT JOIN ProjectedGrant l ON l.id = g.ledgerId
                        WHERE g.permission.patientId = :patient ORDER BY g.givenAt DESC
                        """, Object[].class)
                .setParameter("patient", patient.value())
                .getResultStream()
                .map(row -> standing((AccessGrant) row[0], (ProjectedGrant) row[1]))
                .toList();
        GranteeNames names = GranteeNames.of(
                entities,
                grants.stream()
                        .flatMap(each -> Stream.concat(Stream.of(each.grant()), each.under().stream()))
                        .map(AccessGrant::permission)
                        .toList());
        return grants.stream()
                .map(each -> view(each, names, around))
                .sorted(Comparator.comparing(GrantView::state))
                .toList();
    }

    /** What is found for all of them at once: places on the ledger, and when visits begin. */
    private record Surroundings(Map<String, OnLedger> places, Map<UUID, Instant> visits, Instant now) {

        OnLedger place(String kind, AccessGrant grant) {
            return places.getOrDefault(kind + " " + grant.ledgerId(), new OnLedger("pending", OptionalLong.empty()));
        }
    }

    /** A grant, when it ends, and by which other grant someone took it away. */
    private record Standing(
            AccessGrant grant, Instant until, Optional<AccessGrant> under, Optional<ProjectedGrant> onLedger) {}

    private Standing standing(AccessGrant grant, @Nullable ProjectedGrant onLedger) {
        return new Standing(
                grant,
                end(grant.permission()),
                grant.revokedUnder().map(id -> entities.find(AccessGrant.class, id.value())),
                Optional.ofNullable(onLedger));
    }

    private Instant end(Permission permission) {
        return permission.mandate().isEmpty()
                ? permission.period().until()
                : Majority.of(entities, clock.getZone())
                        .end(
                                permission,
                                entities.find(
                                                Patient.class,
                                                permission.patient().value())
                                        .birthDate());
    }

    /**
     * Someone who may read now.
     *
     * @param until of the grant that lasts longest, exclusive
     */
    public record Holder(GranteeNames.Named grantee, Instant until) {

        public String name() {
            return grantee.name();
        }
    }

    /** For who has already opened the record: who may read now, by name. */
    @Transactional
    public List<Holder> holding(PatientId patient) {
        Instant now = clock.instant();
        List<Permission> permissions = entities.createQuery("""
                        SELECT g FROM AccessGrant g JOIN ProjectedGrant l ON l.id = g.ledgerId
                        WHERE g.permission.patientId = :patient AND g.revokedAt IS NULL AND l.revokedBlock IS NULL
                          AND g.permission.validFrom <= :now AND g.permission.validUntil > :now
                        """, AccessGrant.class)
                .setParameter("patient", patient.value())
                .setParameter("now", now)
                .getResultStream()
                .map(AccessGrant::permission)
                .filter(permission -> now.isBefore(end(permission)))
                .toList();
        GranteeNames names = GranteeNames.of(entities, permissions);
        Map<Grantee, Instant> last = permissions.stream()
                .collect(Collectors.toMap(
                        Permission::grantee, this::end, (one, other) -> one.isAfter(other) ? one : other));
        return last.entrySet().stream()
                .map(each -> new Holder(names.of(each.getKey()), each.getValue()))
                .sorted(Comparator.comparing(Holder::name))
                .toList();
    }

    private Map<String, OnLedger> places(PatientId patient) {
        Map<String, OnLedger> places = new HashMap<>();
        List<?> rows = entities.createNativeQuery(ON_LEDGER)
                .setParameter(1, patient.value())
                .getResultList();
        for (Object row : rows) {
            @Nullable Object[] columns = (Object[]) row;
            OptionalLong block =
                    columns[3] instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
            places.put(columns[1] + " " + columns[0], new OnLedger(String.valueOf(columns[2]), block));
        }
        return places;
    }

    private Map<UUID, Instant> visits(PatientId patient) {
        Map<UUID, Instant> visits = new HashMap<>();
        List<?> rows = entities.createNativeQuery(VISITS)
                .setParameter(1, patient.value())
                .getResultList();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            visits.put(
                    (UUID) columns[0],
                    columns[1] instanceof Timestamp stamp ? stamp.toInstant() : (Instant) columns[1]);
        }
        return visits;
    }

    private static GrantView view(Standing standing, GranteeNames names, Surroundings around) {
        AccessGrant grant = standing.grant();
        Permission permission = grant.permission();
        OnLedger given = around.place("give-access", grant);
        return new GrantView(
                grant.id(),
                names.of(permission.grantee()),
                permission.categories(),
                permission.isEverything(),
                permission.record(),
                permission.purpose(),
                permission.appointment().map(around.visits()::get),
                permission.mandate().map(MyGrants::acting),
                permission.period().from(),
                standing.until(),
                grant.revokedAt(),
                standing.under()
                        .map(under -> names.of(under.permission().grantee()).name()),
                stateOf(standing, given, around.now()),
                given,
                grant.revokedAt().map(at -> around.place("revoke-access", grant)));
    }

    private static GrantView.Acting acting(Mandate mandate) {
        return new GrantView.Acting(mandate.relationship(), mandate.confirmed().isPresent());
    }

    private static State stateOf(Standing standing, OnLedger given, Instant now) {
        AccessGrant grant = standing.grant();
        boolean revokedOnLedger = standing.onLedger()
                .map(ProjectedGrant::revokedBlock)
                .filter(OptionalLong::isPresent)
                .isPresent();
        if (grant.revokedAt().isPresent() || revokedOnLedger) {
            return State.TAKEN_AWAY;
        }
        if (!now.isBefore(standing.until())) {
            return State.RUN_OUT;
        }
        if (standing.onLedger().isPresent()) {
            return State.HOLDS;
        }
        return given.state().equals("refused") ? State.REFUSED : State.WAITS;
    }
}
