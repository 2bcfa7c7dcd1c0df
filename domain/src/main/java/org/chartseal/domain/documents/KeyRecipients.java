package org.chartseal.domain.documents;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.Query;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;

/** The key pairs of those who may open objects, as rows. Whoever has none yet gets one in the caller's transaction. */
final class KeyRecipients {

    private static final String OF_EVERY_OBJECT = """
            SELECT id, public_key, private_key, holder FROM key_recipient
             WHERE holder = 'organisation' OR (holder = 'patient' AND patient_id = ?1) ORDER BY holder
            """;

    private static final String GRANTEE = """
            SELECT id, public_key, private_key, holder FROM key_recipient
             WHERE holder = ?1 AND coalesce(patient_id, practitioner_id, department_id, insurer_id, study_id) = ?2
            """;

    private static final String NEW = """
            INSERT INTO key_recipient (id, holder, patient_id, practitioner_id, department_id, insurer_id, study_id,
                                       public_key, private_key, made_at)
            SELECT ?1, h.holder,
                   CASE WHEN h.holder IN ('patient', 'proxy') THEN h.whose END,
                   CASE WHEN h.holder = 'practitioner' THEN h.whose END,
                   CASE WHEN h.holder = 'department' THEN h.whose END,
                   CASE WHEN h.holder = 'insurer' THEN h.whose END,
                   CASE WHEN h.holder = 'study' THEN h.whose END,
                   ?4, ?5, ?6
              FROM (SELECT CAST(?2 AS text), CAST(nullif(?3, '') AS uuid)) AS h (holder, whose)
            ON CONFLICT DO NOTHING
            """;

    private final EntityManager entities;
    private final ObjectCipher cipher;
    private final IdGenerator ids;
    private final Clock clock;

    KeyRecipients(EntityManager entities, ObjectCipher cipher, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.cipher = cipher;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The hospital and the patient, in this order.
     *
     * @throws Refused {@code patient-key-destroyed} when nothing is to be kept about the patient any more
     */
    List<RecipientKey> ofEveryObject(UUID patient) {
        List<Object[]> rows = everyObject(patient);
        if (rows.stream().noneMatch(row -> row[3].equals(KeyHolder.ORGANISATION.code()))) {
            make(KeyHolder.ORGANISATION, "");
        }
        if (rows.stream().noneMatch(row -> row[3].equals(KeyHolder.PATIENT.code()))) {
            make(KeyHolder.PATIENT, patient.toString());
        }
        return (rows.size() == Opener.OF_EVERY_OBJECT.size() ? rows : everyObject(patient))
                .stream()
                        .map(row -> recipient(row).orElseThrow(() -> Refused.because("patient-key-destroyed")))
                        .toList();
    }

    /** Of someone to whom a patient gave access; nothing where the key was destroyed, because the person was erased. */
    Optional<RecipientKey> ofGrantee(Opener grantee) {
        UUID id = grantee.grantee().orElseThrow();
        List<Object[]> rows = grantee(grantee.holder(), id);
        if (rows.isEmpty()) {
            make(grantee.holder(), id.toString());
            rows = grantee(grantee.holder(), id);
        }
        return rows.stream().findFirst().flatMap(KeyRecipients::recipient);
    }

    private List<Object[]> everyObject(UUID patient) {
        return rows(query(OF_EVERY_OBJECT).setParameter(1, patient));
    }

    private List<Object[]> grantee(KeyHolder holder, UUID id) {
        return rows(query(GRANTEE).setParameter(1, holder.code()).setParameter(2, id));
    }

    /** Of two that make the same one at once, one waits here and then keeps none. */
    private void make(KeyHolder holder, String whose) {
        RecipientKey key = cipher.draw(ids.next());
        query(NEW)
                .setParameter(1, key.recipient())
                .setParameter(2, holder.code())
                .setParameter(3, whose)
                .setParameter(4, key.publicKey())
                .setParameter(5, key.privateKey().encoded())
                .setParameter(6, Timestamp.from(clock.instant()))
                .executeUpdate();
    }

    private static Optional<RecipientKey> recipient(Object[] row) {
        return Optional.ofNullable((byte[]) row[2])
                .map(key -> new RecipientKey((UUID) row[0], (String) row[1], WrappedKey.decode(key)));
    }

    private static List<Object[]> rows(Query query) {
        List<Object[]> rows = new ArrayList<>();
        List<?> found = query.getResultList();
        found.forEach(row -> rows.add((Object[]) row));
        return rows;
    }

    private Query query(String sql) {
        return entities.createNativeQuery(sql).setFlushMode(FlushModeType.COMMIT);
    }
}
