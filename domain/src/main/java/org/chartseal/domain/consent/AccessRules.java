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

    /**
     * What is asked.
     *
     * @param record the single record, or the visit, when it is one
     */
    record Asked(RecordCategory category, Optional<UUID> record, Purpose purpose, Instant at) {}

    static AccessDecision decide(Actor actor, Relation relation, Asked asked) {
        RecordCategory category = asked.category();
        Purpose purpose = asked.purpose();
        if (relation.self() && actor.is(Role.PATIENT)) {
            return Allowed.by(Basis.SELF);
        }
        Optional<Allowed> granted = granted(relation, asked);
        if (granted.isPresent()) {
            return granted.get();
        }
        if (actor.is(Role.DOCTOR) && purpose == Purpose.TREATMENT && !relation.suspended()) {
            Optional<Allowed> treating = treating(relation, category);
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
        if (actor.is(Role.AUDITOR) && purpose == Purpose.ADMINISTRATION && relation.finding()) {
            return Allowed.by(Basis.INTEGRITY);
        }
        if (isLaboratory(actor) && purpose == Purpose.TREATMENT && !relation.suspended()) {
            Optional<Allowed> working = working(relation, category);
            if (working.isPresent()) {
                return working.get();
            }
        }
        return refusal(actor, relation, asked);
    }

    /** By the grant that lasts longest. */
    private static Optional<Allowed> granted(Relation relation, Asked asked) {
        return relation.grants().stream()
                .filter(Relation.Grant::onLedger)
                .filter(grant -> !relation.suspended() || !isToPractitioners(grant))
                .filter(grant -> covers(grant, asked))
                .max(Comparator.comparing(Relation.Grant::until))
                .map(AccessRules::by);
    }

    private static boolean covers(Relation.Grant grant, Asked asked) {
        return asked.at().isBefore(grant.until())
                && grant.permission().covers(asked.category(), asked.record(), asked.purpose(), asked.at());
    }

    /** What counts for who may practise alone. */
    private static boolean isToPractitioners(Relation.Grant grant) {
        return switch (grant.permission().grantee().kind()) {
            case PRACTITIONER, DEPARTMENT -> true;
            case INSURER, STUDY, PROXY -> false;
        };
    }

    /** Whom a visit is to sees who comes, also where the patient opens nothing of the record. No emergency needs claims. */
    private static Optional<Allowed> treating(Relation relation, RecordCategory category) {
        return relation.authored()
                .or(() -> relation.visit().filter(visit -> category == RecordCategory.APPOINTMENTS))
                .map(record -> new Allowed(Basis.AUTHOR, Optional.of(record), Optional.empty()))
                .or(() -> relation.emergency()
                        .filter(open -> category != RecordCategory.CLAIMS)
                        .map(open -> new Allowed(Basis.EMERGENCY, Optional.of(open.id()), Optional.of(open.until()))));
    }

    private static Allowed by(Relation.Grant grant) {
        Permission permission = grant.permission();
        Basis basis = permission.appointment().isPresent() ? Basis.APPOINTMENT : basisOf(permission);
        return new Allowed(basis, Optional.of(grant.id()), Optional.of(grant.until()));
    }

    private static Basis basisOf(Permission permission) {
        return switch (permission.grantee().kind()) {
            case PRACTITIONER, DEPARTMENT, INSURER, STUDY -> Basis.GRANT;
            case PROXY -> Basis.PROXY;
        };
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

    private static Denied refusal(Actor actor, Relation relation, Asked asked) {
        if (relation.suspended() && (actor.is(Role.DOCTOR) || isLaboratory(actor))) {
            return new Denied("access-suspended");
        }
        if (actor.is(Role.DOCTOR)) {
            return ofDoctor(relation, asked);
        }
        return isLaboratory(actor) && relation.requests().isEmpty()
                ? new Denied("access-no-lab-request")
                : new Denied("access-not-yours");
    }

    private static Denied ofDoctor(Relation relation, Asked asked) {
        if (relation.grants().stream().anyMatch(grant -> covers(grant, asked))) {
            return new Denied("access-not-on-ledger-yet");
        }
        return hasAnyGrant(relation, asked) && asked.category().sensitive()
                ? new Denied("access-sensitive-not-named")
                : new Denied("access-not-granted");
    }

    private static boolean hasAnyGrant(Relation relation, Asked asked) {
        return RecordCategory.ordinary().stream()
                .map(ordinary -> new Asked(ordinary, Optional.empty(), asked.purpose(), asked.at()))
                .anyMatch(ordinary -> granted(relation, ordinary).isPresent());
    }
}
