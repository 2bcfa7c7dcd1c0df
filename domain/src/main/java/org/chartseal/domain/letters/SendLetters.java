package org.chartseal.domain.letters;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.chartseal.domain.records.NewTransaction;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/**
 * Sends the letters that wait, oldest first: each at least once, after a crash in between perhaps twice. One that a server did
 * not take is tried again after a pause that doubles with each try, up to {@value #LONGEST_PAUSE_MINUTES} minutes.
 */
@ApplicationScoped
public class SendLetters {

    static final int AT_ONCE = 20;
    static final long LONGEST_PAUSE_MINUTES = 60;

    private static final String DUE = """
            SELECT id, kind, address, tries FROM letter
             WHERE state = 'waiting' AND next_at <= ?1 AND useless_after > ?1 ORDER BY written_at, id
            """;

    private static final String LATE =
            "UPDATE letter SET state = 'late', settled_at = ?1 WHERE state = 'waiting' AND useless_after <= ?1";

    private static final String SETTLE =
            "UPDATE letter SET state = ?2, settled_at = ?3, tries = tries + 1 WHERE id = ?1 AND state = 'waiting'";

    private static final String POSTPONE =
            "UPDATE letter SET tries = tries + 1, next_at = ?2 WHERE id = ?1 AND state = 'waiting'";

    private final NewTransaction transaction;
    private final Post post;
    private final Clock clock;

    @Inject
    public SendLetters(NewTransaction transaction, Post post, Clock clock) {
        this.transaction = transaction;
        this.post = post;
        this.clock = clock;
    }

    private record Due(Letter letter, int tries) {}

    /**
     * Sends what is due. A timer calls it.
     *
     * @return how many a server took
     * @throws Unavailable when no server takes letters; what was not tried yet stays due
     */
    public int step() {
        if (!post.isOn()) {
            return 0;
        }
        List<Due> due = transaction.call(this::due);
        int sent = 0;
        for (Due each : due) {
            sent += send(each) ? 1 : 0;
        }
        return sent;
    }

    private List<Due> due(EntityManager entities) {
        Timestamp now = Timestamp.from(clock.instant());
        entities.createNativeQuery(LATE).setParameter(1, now).executeUpdate();
        List<?> rows = entities.createNativeQuery(DUE)
                .setParameter(1, now)
                .setMaxResults(AT_ONCE)
                .getResultList();
        return rows.stream().map(row -> due((Object[]) row)).toList();
    }

    private static Due due(Object[] row) {
        return new Due(
                new Letter((UUID) row[0], LetterKind.ofCode(row[1].toString()), row[2].toString()),
                ((Number) row[3]).intValue());
    }

    private boolean send(Due due) {
        UUID id = due.letter().id();
        try {
            post.send(due.letter());
        } catch (Refused undeliverable) {
            settle(id, "undeliverable");
            return false;
        } catch (Unavailable away) {
            Instant next = clock.instant().plus(pause(due.tries()));
            transaction.call(entities -> entities.createNativeQuery(POSTPONE)
                    .setParameter(1, id)
                    .setParameter(2, Timestamp.from(next))
                    .executeUpdate());
            throw away;
        }
        settle(id, "sent");
        return true;
    }

    private void settle(UUID id, String state) {
        transaction.call(entities -> entities.createNativeQuery(SETTLE)
                .setParameter(1, id)
                .setParameter(2, state)
                .setParameter(3, Timestamp.from(clock.instant()))
                .executeUpdate());
    }

    private static Duration pause(int tries) {
        return Duration.ofMinutes(Math.min(LONGEST_PAUSE_MINUTES, 1L << Math.min(tries, 10)));
    }
}
