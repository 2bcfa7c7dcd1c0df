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
import java.util.UUID;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;

/**
 * Which grants an actor holds now: to themselves, their department, their insurer, their studies. It says what was given and
 * nothing of a record; the lists and pages that go by it ask their doors.
 */
@ApplicationScoped
public class GrantsHeld {

    private static final String KINDS = """
            SELECT id, 'note' FROM consultation_note WHERE id IN (?1)
            UNION ALL SELECT id, 'prescription' FROM prescription WHERE id IN (?1)
            UNION ALL SELECT id, 'report' FROM lab_report WHERE id IN (?1)
            UNION ALL SELECT id, 'file' FROM attachment WHERE id IN (?1)
            UNION ALL SELECT id, 'document' FROM filed_document WHERE id IN (?1) AND state <> 'draft'
            UNION ALL SELECT id, 'claim' FROM claim WHERE id IN (?1) AND state <> 'draft'
            """;

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    public GrantsHeld(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * A grant that holds and that the ledger has.
     *
     * @param grantee to whom it was given
     * @param categories what it opens
     * @param single the only record of those that it opens
     * @param until exclusive
     */
    public record Held(
            GrantId id,
            PatientId patient,
            GranteeNames.Named grantee,
            List<RecordCategory> categories,
            boolean everything,
            Optional<Single> single,
            Instant until) {}

    /**
     * A record that is shared alone.
     *
     * @param kind {@code note}, {@code prescription}, {@code report}, {@code file}, {@code document} or {@code claim}
     * @param category the part of the patient's record to which it belongs
     */
    public record Single(UUID record, String kind, RecordCategory category) {}

    /** All of them, those that end last first. */
    @Transactional
    public List<Held> by(Actor actor) {
        Instant now = clock.instant();
        GrantsToActor grants = new GrantsToActor(entities, clock.getZone());
        List<Relation.Grant> held = grants.of(actor, grants.patients(actor, now), now).values().stream()
                .flatMap(List::stream)
                .filter(grant -> grant.onLedger() && now.isBefore(grant.until()))
                .toList();
        GranteeNames names = GranteeNames.of(
                entities, held.stream().map(Relation.Grant::permission).toList());
        Map<UUID, String> kinds = kinds(held.stream()
                .flatMap(grant -> grant.permission().record().stream())
                .toList());
        return held.stream()
                .map(grant -> held(grant, names, kinds))
                .sorted(Comparator.comparing(Held::until)
                        .reversed()
                        .thenComparing(grant -> grant.id().value()))
                .toList();
    }

    private Map<UUID, String> kinds(List<UUID> records) {
        if (records.isEmpty()) {
            return Map.of();
        }
        Map<UUID, String> kinds = new HashMap<>();
        List<?> rows =
                entities.createNativeQuery(KINDS).setParameter(1, records).getResultList();
        rows.stream().map(Object[].class::cast).forEach(row -> kinds.put((UUID) row[0], row[1].toString()));
        return kinds;
    }

    private static Held held(Relation.Grant grant, GranteeNames names, Map<UUID, String> kinds) {
        Permission permission = grant.permission();
        return new Held(
                new GrantId(grant.id()),
                permission.patient(),
                names.of(permission.grantee()),
                permission.categories().stream().sorted().toList(),
                permission.isEverything(),
                permission
                        .record()
                        .flatMap(record -> Optional.ofNullable(kinds.get(record))
                                .map(kind -> new Single(record, kind, categoryOf(permission)))),
                grant.until());
    }

    private static RecordCategory categoryOf(Permission single) {
        return single.categories().stream()
                .filter(category -> category != RecordCategory.DEMOGRAPHICS)
                .findFirst()
                .orElse(RecordCategory.DEMOGRAPHICS);
    }
}
