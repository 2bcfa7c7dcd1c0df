package org.chartseal.domain.documents;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.Query;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** To whom a patient gives access, as far as the vault has marked the grants. Every method runs in the caller's transaction. */
final class Grantees {

    private static final String OF_PART = """
            SELECT grant_id, holder, holder_id, terms, vault_mark FROM grantees_of(?1, ?2, ?3, ?4, ?5) ORDER BY holder, holder_id
            """;

    private static final String MARKED = """
            SELECT g.id, g.holder, g.holder_id, grant_terms(g.id), g.vault_mark FROM grants_in_force(?1, ?2, ?3) g
             WHERE g.vault_mark IS NOT NULL
            """;

    /** In one statement, so that it is of one moment. A wrap is excused while its grant is marked: it goes together with the mark. */
    private static final String OUT_OF_STEP = """
            SELECT d.grant_id, 'missing' FROM wraps_due(?1, ?2, ?3) d
             WHERE d.address = ?4
               AND NOT EXISTS (SELECT FROM object_wrap w JOIN key_recipient r ON r.id = w.recipient_id
                                WHERE w.address = d.address AND w.wrap IS NOT NULL AND r.holder = d.holder
                                  AND coalesce(r.patient_id, r.practitioner_id, r.department_id, r.insurer_id, r.study_id)
                                      = d.holder_id)
            UNION ALL
            SELECT r.id, 'superfluous' FROM object_wrap w
              JOIN object_key k ON k.address = w.address
              JOIN key_recipient r ON r.id = w.recipient_id
             WHERE w.address = ?4 AND w.wrap IS NOT NULL AND r.holder NOT IN ('organisation', 'patient')
               AND NOT EXISTS (SELECT FROM access_grant g
                                WHERE g.patient_id = k.patient_id AND g.vault_mark IS NOT NULL
                                  AND coalesce(g.practitioner_id, g.department_id, g.insurer_id, g.study_id, g.proxy_id)
                                      = coalesce(r.patient_id, r.practitioner_id, r.department_id, r.insurer_id, r.study_id)
                                  AND grant_opens(g.categories, g.record_id, k.category, k.part_of))
            """;

    private final EntityManager entities;
    private final GrantMarks marks;
    private final KeyRecipients recipients;
    private final Clock clock;

    Grantees(EntityManager entities, KeyVault vault, KeyRecipients recipients, Clock clock) {
        this.entities = entities;
        this.marks = new GrantMarks(vault);
        this.recipients = recipients;
        this.clock = clock;
    }

    /** A grant that has not ended, and who has the keys by it. */
    record Marked(UUID grant, Opener grantee) {}

    /** Who may open what belongs to that part now; until the caller's transaction ends nobody's grant about the patient changes. */
    List<RecipientKey> of(UUID patient, RecordPart part) {
        List<Object[]> rows = rows(at(query(OF_PART).setParameter(1, patient), 4)
                .setParameter(2, part.category())
                .setParameter(3, part.record()));
        return marked(rows).stream()
                .map(Marked::grantee)
                .distinct()
                .flatMap(grantee -> recipients.ofGrantee(grantee).stream())
                .toList();
    }

    /** The patient's grants that have not ended and are as the portal wrote them. */
    List<Marked> of(UUID patient) {
        return marked(rows(at(query(MARKED).setParameter(1, patient), 2)));
    }

    private List<Marked> marked(List<Object[]> rows) {
        return rows.stream()
                .filter(row -> marks.bears((String) row[3], (byte[]) row[4]))
                .map(row -> new Marked((UUID) row[0], opener(row[1], row[2])))
                .toList();
    }

    /**
     * Returns when all of them have a wrap, and nobody else.
     *
     * @throws org.chartseal.domain.shared.Refused {@code object-key-missing} or {@code object-key-superfluous}
     */
    void requireInStep(LockedObject object) {
        UUID patient = object.context().patient();
        Set<UUID> missing = new HashSet<>();
        for (Object[] row : rows(at(query(OUT_OF_STEP).setParameter(1, patient), 2)
                .setParameter(4, object.address().toString()))) {
            if (row[1].equals("superfluous")) {
                throw ObjectDamage.KEY_SUPERFLUOUS.at(object.address());
            }
            missing.add((UUID) row[0]);
        }
        if (!missing.isEmpty() && of(patient).stream().map(Marked::grant).anyMatch(missing::contains)) {
            throw ObjectDamage.KEY_MISSING.at(object.address());
        }
    }

    /** Says of the grant that the portal wrote it as its row says. */
    void mark(UUID grant) {
        String terms =
                (String) query("SELECT grant_terms(?1)").setParameter(1, grant).getSingleResult();
        query("UPDATE access_grant SET vault_mark = ?2 WHERE id = ?1")
                .setParameter(1, grant)
                .setParameter(2, marks.of(Objects.requireNonNull(terms, "no such grant")))
                .executeUpdate();
    }

    static Opener opener(Object holder, Object id) {
        return new Opener(KeyHolder.of((String) holder), Optional.of((UUID) id));
    }

    /** Sets the moment, and behind it the zone in which days begin here. */
    Query at(Query query, int place) {
        ZoneId zone = clock.getZone();
        return query.setParameter(place, Timestamp.from(clock.instant()))
                .setParameter(place + 1, zone.getId().equals("Z") ? "UTC" : zone.getId());
    }

    static List<Object[]> rows(Query query) {
        List<Object[]> rows = new ArrayList<>();
        List<?> found = query.getResultList();
        found.forEach(row -> rows.add((Object[]) row));
        return rows;
    }

    Query query(String sql) {
        return entities.createNativeQuery(sql).setFlushMode(FlushModeType.COMMIT);
    }
}
