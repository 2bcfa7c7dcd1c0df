package org.chartseal.domain.passkeys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.passkeys.PasskeyOwner.Kind;
import org.chartseal.domain.people.Actor;

/** Shows a patient or practitioner their passkeys. */
@ApplicationScoped
public class MyPasskeys {

    private final EntityManager entities;

    @Inject
    public MyPasskeys(EntityManager entities) {
        this.entities = entities;
    }

    /** A passkey as its owner sees it. */
    public record View(
            PasskeyId id,
            String name,
            Instant registeredAt,
            Optional<Instant> lastUsedAt,
            Optional<Instant> removedAt) {

        /** Whether it signs now. */
        public boolean inUse() {
            return removedAt.isEmpty();
        }
    }

    /** The one in use first, then those that were given up, newest first. */
    @Transactional
    public List<View> list(Actor actor, Kind kind) {
        PasskeyOwner owner = PasskeyOwner.of(actor, kind);
        return entities.createQuery(
                        "SELECT p FROM Passkey p WHERE p."
                                + kind.attribute()
                                + " = :owner ORDER BY CASE WHEN p.removedAt IS NULL THEN 0 ELSE 1 END, p.registeredAt DESC",
                        Passkey.class)
                .setParameter("owner", owner.id())
                .getResultStream()
                .map(key -> new View(key.id(), key.name(), key.registeredAt(), key.lastUsedAt(), key.removedAt()))
                .toList();
    }

    /** Whether this patient signs with a passkey. */
    @Transactional
    public boolean signsWithOne(Actor actor) {
        return list(actor, Kind.PATIENT).stream().anyMatch(View::inUse);
    }
}
