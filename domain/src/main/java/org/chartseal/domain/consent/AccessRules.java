package org.chartseal.domain.consent;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.chartseal.domain.consent.AccessDecision.Allowed;
import org.chartseal.domain.consent.AccessDecision.Basis;
import org.chartseal.domain.consent.AccessDecision.Denied;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;

/** The rules alone, without where their facts come from. */
final class AccessRules {

    private static final Set<RecordCategory> RECEPTION =
            EnumSet.of(RecordCategory.DEMOGRAPHICS, RecordCategory.APPOINTMENTS);

    /** What the laboratory needs for any request, beside what the request is about. */
    private static final Set<RecordCategory> LABORATORY = EnumSet.of(
            RecordCategory.DEMOGRAPHICS, RecordCategory.LABORATORY, RecordCategory.DOCUMENTS, RecordCategory.IMAGING);

    private AccessRules() {}

    static AccessDecision decide(Actor actor, Relation relation, RecordCategory category, Purpose purpose, Instant at) {
        if (relation.self() && actor.is(Role.PATIENT)) {
            return Allowed.by(Basis.SELF);
        }
        if (actor.is(Role.DOCTOR)) {
            Optional<Allowed> treating = treating(relation, category, purpose, at);
            if (treating.isPresent()) {
                return treating.get();
            }
        }
        if (actor.is(Role.RECEPTIONIST) && purpose == Purpose.ADMINISTRATION && RECEPTION.contains(category)) {
            return Allowed.by(Basis.RECEPTION);
        }
        if (actor.is(Role.AUDITOR) && purpose == Purpose.ADMINISTRATION && category == RecordCategory.DEMOGRAPHICS) {
            return Allowed.by(Basis.AUDIT);
        }
        if (isLaboratory(actor) && purpose == Purpose.TREATMENT) {
            Optional<Allowed> working = working(relation, category);
            if (working.isPresent()) {
                return working.get();
            }
        }
        return refusal(actor, relation, category, purpose, at);
    }

    private static Optional<Allowed> treating(Relation relation, RecordCategory category, Purpose purpose, Instant at) {
        Optional<Allowed> granted = relation.grants().stream()
                .filter(grant -> grant.covers(category, purpose, at))
                .max(Comparator.comparing(grant -> grant.period().until()))
                .map(AccessRules::by);
        if (granted.isPresent() || purpose != Purpose.TREATMENT) {
            return granted;
        }
        return relation.authored()
                .map(record -> new Allowed(Basis.AUTHOR, Optional.of(record), Optional.empty()))
                .or(() -> relation.emergency()
                        .map(open -> new Allowed(Basis.EMERGENCY, Optional.of(open.id()), Optional.of(open.until()))));
    }

    private static Allowed by(AccessGrant grant) {
        return new Allowed(
                grant.appointment().isPresent() ? Basis.APPOINTMENT : Basis.GRANT,
                Optional.of(grant.id().value()),
                Optional.of(grant.period().until()));
    }

    /** Ordinary results are open for any request, sensitive ones for a request of that very kind. */
    private static Optional<Allowed> working(Relation relation, RecordCategory category) {
        Map<RecordCategory, UUID> requests = relation.requests();
        Optional<UUID> request = LABORATORY.contains(category)
                ? requests.values().stream().max(Comparator.naturalOrder())
                : Optional.ofNullable(requests.get(category));
        return request.map(id -> new Allowed(Basis.LABORATORY, Optional.of(id), Optional.empty()));
    }

    private static boolean isLaboratory(Actor actor) {
        return actor.is(Role.LAB_TECHNICIAN) || actor.is(Role.LAB_SCIENTIST);
    }

    private static Denied refusal(
            Actor actor, Relation relation, RecordCategory category, Purpose purpose, Instant at) {
        if (actor.is(Role.DOCTOR)) {
            return hasAnyGrant(relation, purpose, at) && category.sensitive()
                    ? new Denied("access-sensitive-not-named")
                    : new Denied("access-not-granted");
        }
        return isLaboratory(actor) && relation.requests().isEmpty()
                ? new Denied("access-no-lab-request")
                : new Denied("access-not-yours");
    }

    private static boolean hasAnyGrant(Relation relation, Purpose purpose, Instant at) {
        return RecordCategory.ordinary().stream()
                .anyMatch(
                        ordinary -> relation.grants().stream().anyMatch(grant -> grant.covers(ordinary, purpose, at)));
    }
}
