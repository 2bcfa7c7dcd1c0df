package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.chartseal.domain.consent.GrantView.Grantee;
import org.chartseal.domain.consent.GrantView.OnLedger;
import org.chartseal.domain.consent.GrantView.State;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.Role;
import org.jspecify.annotations.Nullable;

/** Shows a patient who may read their record, until when, and where each permission stands on the ledger. */
@ApplicationScoped
public class MyGrants {

    private static final String ON_LEDGER = """
            SELECT o.subject, o.kind, o.state, o.block
            FROM ledger_outbox o JOIN access_grant g ON o.subject = CAST(g.ledger_id AS text)
            WHERE g.patient_id = ?1 AND o.kind IN ('give-access', 'revoke-access')
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

    /** The patient's own grants: those that hold first, then the ended ones, newest first. */
    @Transactional
    public List<GrantView> list(Actor actor) {
        actor.require(Role.PATIENT);
        openRecord.open(actor, actor.requirePatient(), RecordCategory.DEMOGRAPHICS, "grants", Optional.empty());
        Map<String, OnLedger> places = places(actor);
        Instant now = clock.instant();
        return entities.createQuery("""
                        SELECT g, p FROM AccessGrant g JOIN Practitioner p ON p.id = g.practitionerId
                        WHERE g.patientId = :patient ORDER BY g.givenAt DESC
                        """, Object[].class)
                .setParameter("patient", actor.requirePatient().value())
                .getResultStream()
                .map(row -> view((AccessGrant) row[0], (Practitioner) row[1], places, now))
                .sorted(Comparator.comparing((GrantView grant) -> grant.state() != State.HOLDS))
                .toList();
    }

    /**
     * A practitioner who may read now.
     *
     * @param until of the grant that lasts longest, exclusive
     */
    public record Holder(String name, Instant until) {}

    /** For who has already opened the record: the practitioners who may read now, by name. */
    @Transactional
    public List<Holder> holding(PatientId patient) {
        return entities.createQuery("""
                        SELECT p, MAX(g.validUntil) FROM AccessGrant g JOIN Practitioner p ON p.id = g.practitionerId
                        WHERE g.patientId = :patient AND g.revokedAt IS NULL AND g.validFrom <= :now AND g.validUntil > :now
                          AND NOT EXISTS (SELECT l FROM ProjectedGrant l WHERE l.id = g.ledgerId AND l.revokedBlock IS NOT NULL)
                        GROUP BY p ORDER BY p.familyName, p.givenName, p.id
                        """, Object[].class)
                .setParameter("patient", patient.value())
                .setParameter("now", clock.instant())
                .getResultStream()
                .map(row -> new Holder(((Practitioner) row[0]).displayName(), (Instant) row[1]))
                .toList();
    }

    private Map<String, OnLedger> places(Actor actor) {
        Map<String, OnLedger> places = new HashMap<>();
        List<?> rows = entities.createNativeQuery(ON_LEDGER)
                .setParameter(1, actor.requirePatient().value())
                .getResultList();
        for (Object row : rows) {
            @Nullable Object[] columns = (Object[]) row;
            OptionalLong block =
                    columns[3] instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
            places.put(columns[1] + " " + columns[0], new OnLedger(String.valueOf(columns[2]), block));
        }
        return places;
    }

    private static GrantView view(
            AccessGrant grant, Practitioner practitioner, Map<String, OnLedger> places, Instant now) {
        OnLedger unknown = new OnLedger("pending", OptionalLong.empty());
        return new GrantView(
                grant.id(),
                new Grantee(practitioner.id(), practitioner.displayName(), practitioner.speciality()),
                grant.categories(),
                grant.categoryCodes().contains(AccessGrant.ALL),
                grant.appointment().isPresent(),
                grant.period().from(),
                grant.period().until(),
                grant.revokedAt(),
                stateOf(grant, now),
                places.getOrDefault("give-access " + grant.ledgerId(), unknown),
                grant.revokedAt().map(at -> places.getOrDefault("revoke-access " + grant.ledgerId(), unknown)));
    }

    private static State stateOf(AccessGrant grant, Instant now) {
        if (grant.revokedAt().isPresent()) {
            return State.TAKEN_AWAY;
        }
        return now.isBefore(grant.period().until()) ? State.HOLDS : State.RUN_OUT;
    }
}
