package org.chartseal.domain.letters;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.chartseal.domain.people.Patient;
import org.chartseal.domain.shared.IdGenerator;

/** Writes letters, in the transaction of the use case of whose deed they tell: one goes out if, and only if, the deed stands. */
@ApplicationScoped
public class Letters {

    /** A letter that could not be sent for so long tells nothing new any more. */
    public static final Duration USEFUL = Duration.ofDays(30);

    private static final String INSERT = """
            INSERT INTO letter (id, kind, about, address, written_at, useless_after, tries, next_at, state)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?5, 'waiting')
            """;

    private final EntityManager entities;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public Letters(EntityManager entities, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.ids = ids;
        this.clock = clock;
    }

    /** Writes to the patient, if an address is known. */
    public void write(Patient patient, LetterKind kind, UUID about) {
        String address = patient.contact().email();
        if (address.isBlank()) {
            return;
        }
        Instant now = clock.instant();
        entities.createNativeQuery(INSERT)
                .setParameter(1, ids.random())
                .setParameter(2, kind.code())
                .setParameter(3, about)
                .setParameter(4, address.strip())
                .setParameter(5, Timestamp.from(now))
                .setParameter(6, Timestamp.from(now.plus(USEFUL)))
                .executeUpdate();
    }
}
