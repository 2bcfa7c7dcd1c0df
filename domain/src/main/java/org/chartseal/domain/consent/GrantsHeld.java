package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
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
     * @param record the only record of those that it opens
     * @param until exclusive
     */
    public record Held(
            GrantId id,
            PatientId patient,
            GranteeNames.Named grantee,
            List<RecordCategory> categories,
            boolean everything,
            Optional<UUID> record,
            Instant until) {

        /** What a single record is of: the part of the record that it belongs to. */
        public RecordCategory kind() {
            return categories.stream()
                    .filter(category -> category != RecordCategory.DEMOGRAPHICS)
                    .findFirst()
                    .orElse(RecordCategory.DEMOGRAPHICS);
        }
    }

    /** All of them, those that end last first. */
    @Transactional
    public List<Held> by(Actor actor) {
        Instant now = clock.instant();
        GrantsToActor grants = new GrantsToActor(entities);
        List<Relation.Grant> held = grants.of(actor, grants.patients(actor, now), now).values().stream()
                .flatMap(List::stream)
                .filter(Relation.Grant::onLedger)
                .toList();
        GranteeNames names = GranteeNames.of(
                entities, held.stream().map(Relation.Grant::permission).toList());
        return held.stream()
                .map(grant -> held(grant, names))
                .sorted(Comparator.comparing(Held::until)
                        .reversed()
                        .thenComparing(grant -> grant.id().value()))
                .toList();
    }

    private static Held held(Relation.Grant grant, GranteeNames names) {
        Permission permission = grant.permission();
        return new Held(
                new GrantId(grant.id()),
                permission.patient(),
                names.of(permission.grantee()),
                permission.categories().stream().sorted().toList(),
                permission.isEverything(),
                permission.record(),
                permission.period().until());
    }
}
