package org.chartseal.domain.letters;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;

/** Tells the administrator how letters to people stand: whether there is a server, how many wait, how many came to nothing. */
@ApplicationScoped
public class LetterFigures {

    private final EntityManager entities;
    private final Post post;

    @Inject
    public LetterFigures(EntityManager entities, Post post) {
        this.entities = entities;
        this.post = post;
    }

    /**
     * The figures.
     *
     * @param on whether letters are sent at all
     * @param waiting written and not sent
     * @param oldest when the oldest that waits was written
     * @param undeliverable whose address a server refused for good
     * @param late not sent in time, and dropped
     */
    public record Figures(
            boolean on, long waiting, Optional<Instant> oldest, long sent, long undeliverable, long late) {}

    /** As they are now. */
    @Transactional
    public Figures now(Actor actor) {
        actor.require(Role.ADMINISTRATOR);
        Object[] row = (Object[]) entities.createNativeQuery("""
                        SELECT count(*) FILTER (WHERE state = 'waiting'), min(written_at) FILTER (WHERE state = 'waiting'),
                               count(*) FILTER (WHERE state = 'sent'), count(*) FILTER (WHERE state = 'undeliverable'),
                               count(*) FILTER (WHERE state = 'late')
                          FROM letter
                        """).getSingleResult();
        return new Figures(post.isOn(), number(row[0]), moment(row[1]), number(row[2]), number(row[3]), number(row[4]));
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }

    private static Optional<Instant> moment(@org.jspecify.annotations.Nullable Object column) {
        return column instanceof java.sql.Timestamp stamp
                ? Optional.of(stamp.toInstant())
                : Optional.ofNullable((Instant) column);
    }
}
