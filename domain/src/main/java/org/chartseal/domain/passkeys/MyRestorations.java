package org.chartseal.domain.passkeys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.passkeys.PasskeyOwner.Kind;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;

/** Tells who is said to have lost their passkey that this is said, by whom, and what came of it. */
@ApplicationScoped
public class MyRestorations {

    /** For how long it is told. */
    static final Duration TOLD = Duration.ofDays(30);

    private final EntityManager entities;
    private final Clock clock;

    @Inject
    public MyRestorations(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /**
     * What is said.
     *
     * @param openedBy who wrote it down
     * @param witnesses who signed it, in order
     * @param doneAt when the portal came to keep a key again; empty while a witness is missing
     */
    public record View(
            String reason, String openedBy, Instant openedAt, List<String> witnesses, Optional<Instant> doneAt) {}

    /** Those that wait and those of the last thirty days that were completed, newest first. */
    @Transactional
    public List<View> list(Actor actor, Kind kind) {
        PasskeyOwner holder = PasskeyOwner.of(actor, kind);
        Instant now = clock.instant();
        return entities.createQuery(
                        "SELECT r FROM KeyRestoration r WHERE r." + kind.attribute()
                                + " = :holder AND r.openedAt > :since ORDER BY r.openedAt DESC",
                        KeyRestoration.class)
                .setParameter("holder", holder.id())
                .setParameter("since", now.minus(TOLD))
                .getResultStream()
                .filter(each -> each.state(now) != KeyRestoration.State.DROPPED)
                .map(this::view)
                .toList();
    }

    private View view(KeyRestoration restoration) {
        List<String> witnesses = java.util.stream.Stream.of(restoration.firstWitness(), restoration.secondWitness())
                .flatMap(Optional::stream)
                .map(this::nameOf)
                .toList();
        return new View(
                restoration.reason(),
                nameOf(restoration.openedBy()),
                restoration.openedAt(),
                witnesses,
                restoration.doneAt());
    }

    private String nameOf(PractitionerId id) {
        return entities.find(Practitioner.class, id.value()).displayName();
    }
}
