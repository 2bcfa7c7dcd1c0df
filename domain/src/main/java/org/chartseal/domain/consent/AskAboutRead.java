package org.chartseal.domain.consent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.PatientId;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.jspecify.annotations.Nullable;

/** A patient asks the hospital about a read of their record, once a read; an auditor answers. */
@ApplicationScoped
public class AskAboutRead {

    /** Characters in a question. */
    public static final int LONGEST_QUESTION = 1000;

    /** Characters in an answer. */
    public static final int LONGEST_ANSWER = 2000;

    private static final String WAITING = """
            SELECT q.entry, q.question, q.asked_at, q.answer, q.answered_by, q.answered_at, p.number,
                   trim(concat_ws(' ', p.given_name, p.family_name)) AS patient, l.at, l.account, l.role, l.category, l.what, l.basis,
                   q.patient_id
              FROM read_question q JOIN access_log l ON l.entry = q.entry JOIN patient p ON p.id = q.patient_id
             ORDER BY q.answer IS NOT NULL, q.asked_at DESC LIMIT 200
            """;

    private final EntityManager entities;
    private final WhoReadMyRecord reads;
    private final OpenList door;
    private final Clock clock;

    @Inject
    public AskAboutRead(EntityManager entities, WhoReadMyRecord reads, OpenList door, Clock clock) {
        this.entities = entities;
        this.door = door;
        this.reads = reads;
        this.clock = clock;
    }

    /**
     * A question as the auditor sees it.
     *
     * @param at when it was read
     * @param account who read
     */
    public record Question(
            UUID entry,
            String question,
            Instant askedAt,
            Optional<String> answer,
            Optional<String> answeredBy,
            Optional<Instant> answeredAt,
            String number,
            String patient,
            Instant at,
            String account,
            String role,
            String category,
            String what,
            String basis) {}

    /**
     * Asks. The same question again changes nothing.
     *
     * @throws Refused {@code question-empty}, {@code question-too-long}, {@code question-asked} when another was asked
     * @throws NotFound when it is no read of the patient's record
     */
    @Transactional
    public void ask(Actor actor, UUID entry, String text) {
        String question = text.strip();
        if (question.isEmpty()) {
            throw Refused.because("question-empty").at("question");
        }
        if (length(question) > LONGEST_QUESTION) {
            throw Refused.because("question-too-long").at("question");
        }
        reads.one(actor, entry);
        entities.createNativeQuery("INSERT INTO read_question (entry, patient_id, question, asked_at)"
                        + " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (entry) DO NOTHING")
                .setParameter(1, entry)
                .setParameter(2, actor.requirePatient().value())
                .setParameter(3, question)
                .setParameter(4, Timestamp.from(clock.instant()))
                .executeUpdate();
        if (!stands(entry, "question", question)) {
            throw Refused.because("question-asked").at("question");
        }
    }

    /**
     * Answers. The same answer again changes nothing.
     *
     * @throws Refused {@code role-missing}, {@code answer-empty}, {@code answer-too-long}, {@code answer-given} when
     *     another was given
     * @throws NotFound when nothing was asked about that read
     */
    @Transactional
    public void answer(Actor actor, UUID entry, String text) {
        actor.require(Role.AUDITOR);
        String answer = text.strip();
        if (answer.isEmpty()) {
            throw Refused.because("answer-empty").at("answer");
        }
        if (length(answer) > LONGEST_ANSWER) {
            throw Refused.because("answer-too-long").at("answer");
        }
        entities.createNativeQuery("UPDATE read_question SET answer = ?1, answered_by = ?2, answered_at = ?3"
                        + " WHERE entry = ?4 AND answer IS NULL")
                .setParameter(1, answer)
                .setParameter(2, actor.account().name())
                .setParameter(3, Timestamp.from(clock.instant()))
                .setParameter(4, entry)
                .executeUpdate();
        if (!stands(entry, "answer", answer)) {
            throw Refused.because("answer-given").at("answer");
        }
    }

    /**
     * What was asked: what waits for an answer first, newest first.
     *
     * @throws Refused {@code role-missing}
     */
    @Transactional
    public List<Question> all(Actor actor) {
        actor.require(Role.AUDITOR);
        List<?> rows = entities.createNativeQuery(WAITING, Tuple.class).getResultList();
        door.open(
                actor,
                rows.stream()
                        .map(row -> new PatientId(((Tuple) row).get("patient_id", UUID.class)))
                        .distinct()
                        .toList(),
                RecordCategory.DEMOGRAPHICS,
                "read-questions");
        return rows.stream().map(row -> question((Tuple) row)).toList();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private boolean stands(UUID entry, String column, String text) {
        List<?> standing = entities.createNativeQuery("SELECT " + column + " FROM read_question WHERE entry = ?1")
                .setParameter(1, entry)
                .getResultList();
        if (standing.isEmpty()) {
            throw new NotFound("read", entry);
        }
        return text.equals(standing.get(0));
    }

    private static Question question(Tuple row) {
        return new Question(
                row.get("entry", UUID.class),
                row.get("question", String.class),
                moment(row.get("asked_at")).orElseThrow(),
                Optional.ofNullable(row.get("answer", String.class)),
                Optional.ofNullable(row.get("answered_by", String.class)),
                moment(row.get("answered_at")),
                row.get("number", String.class),
                row.get("patient", String.class),
                moment(row.get("at")).orElseThrow(),
                row.get("account", String.class),
                row.get("role", String.class),
                row.get("category", String.class),
                row.get("what", String.class),
                row.get("basis", String.class));
    }

    private static Optional<Instant> moment(@Nullable Object column) {
        return column instanceof Timestamp stamp
                ? Optional.of(stamp.toInstant())
                : Optional.ofNullable((Instant) column);
    }
}
