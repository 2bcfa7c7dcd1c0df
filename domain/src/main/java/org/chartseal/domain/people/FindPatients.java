package org.chartseal.domain.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chartseal.domain.consent.OpenList;
import org.chartseal.domain.consent.RecordCategory;

/** Finds patients by what someone at the desk says or types: name in any script, number, birth date, telephone. */
@ApplicationScoped
public class FindPatients {

    /** The most that one search answers. */
    public static final int MOST = 50;

    private final EntityManager entities;
    private final OpenList lists;

    @Inject
    public FindPatients(EntityManager entities, OpenList lists) {
        this.entities = entities;
        this.lists = lists;
    }

    /**
     * The patients that fit, best first: the one with that number, then names that begin with the words, then the rest;
     * when too few have all words, similar spellings follow.
     *
     * @param limit the most to answer, at most {@link #MOST}
     */
    @Transactional
    public List<PatientRow> find(Actor actor, String text, int limit) {
        actor.require(Role.RECEPTIONIST);
        PatientQuery query = PatientQuery.parse(text);
        if (query.isEmpty()) {
            return List.of();
        }
        int most = Math.max(1, Math.min(limit, MOST));
        List<UUID> ids = new ArrayList<>(exactly(query, most));
        if (ids.size() < most && query.hasWords()) {
            similarly(query, most).stream().filter(id -> !ids.contains(id)).forEach(ids::add);
        }
        List<PatientRow> rows = rows(ids.subList(0, Math.min(most, ids.size())));
        lists.open(actor, rows.stream().map(PatientRow::id).toList(), RecordCategory.DEMOGRAPHICS, "patient-search");
        return rows;
    }

    private List<UUID> exactly(PatientQuery query, int most) {
        StringBuilder sql = new StringBuilder("SELECT id FROM patient WHERE erased_at IS NULL");
        for (int word = 0; word < query.words().size(); word++) {
            sql.append(" AND search_text LIKE :word").append(word);
        }
        if (!query.birthDates().isEmpty()) {
            sql.append(" AND birth_date IN (:dates)");
        }
        sql.append(" ORDER BY (number = :whole) DESC, (search_text LIKE :start OR search_text LIKE :startLater) DESC,"
                + " family_name, given_name, birth_date, id");
        Query prepared = entities.createNativeQuery(sql.toString(), UUID.class)
                .setParameter("whole", query.whole())
                .setParameter("start", escaped(query.whole()) + "%")
                .setParameter("startLater", "% " + escaped(query.whole()) + "%")
                .setMaxResults(most);
        for (int word = 0; word < query.words().size(); word++) {
            prepared.setParameter("word" + word, "%" + escaped(query.words().get(word)) + "%");
        }
        if (!query.birthDates().isEmpty()) {
            prepared.setParameter("dates", query.birthDates());
        }
        return ids(prepared);
    }

    private List<UUID> similarly(PatientQuery query, int most) {
        String dates = query.birthDates().isEmpty() ? "" : " AND birth_date IN (:dates)";
        Query prepared = entities.createNativeQuery(
                        "SELECT id FROM patient WHERE erased_at IS NULL AND :words <% search_text" + dates
                                + " ORDER BY word_similarity(:words, search_text) DESC, family_name, id",
                        UUID.class)
                .setParameter("words", String.join(" ", query.words()))
                .setMaxResults(most);
        if (!query.birthDates().isEmpty()) {
            prepared.setParameter("dates", query.birthDates());
        }
        return ids(prepared);
    }

    private static List<UUID> ids(Query query) {
        List<?> found = query.getResultList();
        return found.stream().map(UUID.class::cast).toList();
    }

    private List<PatientRow> rows(List<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<UUID, PatientRow> byId = entities.createQuery("SELECT p FROM Patient p WHERE p.id IN :ids", Patient.class)
                .setParameter("ids", ids)
                .getResultStream()
                .map(PatientRow::of)
                .collect(Collectors.toMap(row -> row.id().value(), Function.identity()));
        return ids.stream().map(byId::get).toList();
    }

    private static String escaped(String word) {
        return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
