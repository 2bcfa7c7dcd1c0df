package org.chartseal.domain.consent;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chartseal.domain.insurance.Insurer;
import org.chartseal.domain.ledger.GrantTerms.GranteeKind;
import org.chartseal.domain.people.Department;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.research.Study;

/** How those are called to whom grants are given: one query for each kind there is among them. */
public final class GranteeNames {

    private final Map<Grantee, Named> names;

    private GranteeNames(Map<Grantee, Named> names) {
        this.names = names;
    }

    /**
     * A grantee as people know it.
     *
     * @param detail speciality of a practitioner, sponsor of a study; may be empty
     */
    public record Named(Grantee grantee, String name, String detail) {

        /** As message keys name its kind. */
        public String kind() {
            return grantee.kind().code();
        }
    }

    /** Of whom these permissions are for. */
    static GranteeNames of(EntityManager entities, Collection<Permission> permissions) {
        return ofGrantees(
                entities, permissions.stream().map(Permission::grantee).toList());
    }

    /** Of these. */
    static GranteeNames ofGrantees(EntityManager entities, Collection<Grantee> grantees) {
        Map<GranteeKind, Set<UUID>> byKind = grantees.stream()
                .collect(Collectors.groupingBy(Grantee::kind, Collectors.mapping(Grantee::id, Collectors.toSet())));
        Map<Grantee, Named> names = new HashMap<>();
        byKind.forEach((kind, ids) -> named(entities, kind, ids).forEach(named -> names.put(named.grantee(), named)));
        return new GranteeNames(names);
    }

    private static List<Named> named(EntityManager entities, GranteeKind kind, Set<UUID> ids) {
        return switch (kind) {
            case PRACTITIONER -> all(entities, Practitioner.class, ids, GranteeNames::of);
            case DEPARTMENT -> all(entities, Department.class, ids, GranteeNames::of);
            case INSURER -> all(entities, Insurer.class, ids, GranteeNames::of);
            case STUDY -> all(entities, Study.class, ids, GranteeNames::of);
            case PROXY -> all(entities, Patient.class, ids, GranteeNames::of);
        };
    }

    private static <T> List<Named> all(EntityManager entities, Class<T> type, Set<UUID> ids, Function<T, Named> named) {
        return entities.createQuery("SELECT e FROM " + type.getSimpleName() + " e WHERE e.id IN :ids", type)
                .setParameter("ids", ids)
                .getResultStream()
                .map(named)
                .toList();
    }

    static Named of(Practitioner one) {
        return new Named(Grantee.of(one.id()), one.displayName(), one.speciality());
    }

    static Named of(Department one) {
        return new Named(Grantee.of(one.id()), one.name(), "");
    }

    static Named of(Insurer one) {
        return new Named(Grantee.of(one.id()), one.name(), "");
    }

    static Named of(Study one) {
        return new Named(Grantee.of(one.id()), one.title(), one.sponsor());
    }

    private static Named of(Patient one) {
        return new Named(Grantee.proxy(one.id()), one.name().full(), "");
    }

    /** That one, which is among those asked for. */
    Named of(Grantee grantee) {
        return Objects.requireNonNull(names.get(grantee), "foreign keys hold every grantee");
    }
}
