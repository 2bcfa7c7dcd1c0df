package org.chartseal.domain.documents;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.shared.Refused;

/**
 * What the database has of one object's keys. Nothing of it is believed before the cipher checked it.
 *
 * @param object with what it belongs to
 * @param wraps of those who have one
 * @param damages why others have none
 */
record KeptKeys(LockedObject object, Map<KeyHolder, KeyWrap> wraps, Map<KeyHolder, ObjectDamage> damages) {

    private static final String KEYS = """
            SELECT k.patient_id, k.record_id, k.version, k.commitment, k.destroyed_at, w.wrap,
                   r.id, r.holder, r.patient_id, r.public_key, r.private_key
              FROM object_key k
              LEFT JOIN object_wrap w ON w.address = k.address
              LEFT JOIN key_recipient r ON r.id = w.recipient_id
             WHERE k.address = ?1
            """;

    /**
     * Reads them.
     *
     * @throws Refused with the code of an {@link ObjectDamage} when the object has none, or belongs to something else
     */
    static KeptKeys of(ObjectContext context, ObjectAddress address, EntityManager entities) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery(KEYS)
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter(1, address.toString())
                .getResultList();
        if (rows.isEmpty()) {
            throw ObjectDamage.KEY_MISSING.at(address);
        }
        Object[] first = rows.get(0);
        if (!context.equals(new ObjectContext((UUID) first[0], (UUID) first[1], ((Number) first[2]).intValue()))) {
            throw ObjectDamage.OF_ANOTHER_RECORD.at(address);
        }
        if (first[4] != null) {
            throw ObjectDamage.KEY_DESTROYED.at(address);
        }
        KeptKeys keys = new KeptKeys(
                new LockedObject(context, address, new KeyCommitment((String) first[3])),
                new EnumMap<>(KeyHolder.class),
                new EnumMap<>(KeyHolder.class));
        rows.stream().filter(row -> row[6] != null).forEach(keys::add);
        return keys;
    }

    private void add(Object[] row) {
        KeyHolder holder = KeyHolder.of((String) row[7]);
        boolean anothers =
                holder == KeyHolder.PATIENT && !object.context().patient().equals(row[8]);
        if (anothers) {
            damages.put(holder, ObjectDamage.KEY_OF_ANOTHER_PATIENT);
        } else if (row[5] == null || row[10] == null) {
            damages.put(holder, ObjectDamage.KEY_DESTROYED);
        } else {
            addIfReadable(holder, row);
        }
    }

    private void addIfReadable(KeyHolder holder, Object[] row) {
        try {
            WrappedKey privateKey = WrappedKey.decode((byte[]) row[10]);
            wraps.put(
                    holder, new KeyWrap(new RecipientKey((UUID) row[6], (String) row[9], privateKey), (byte[]) row[5]));
        } catch (Refused malformed) {
            damages.put(holder, ObjectDamage.KEY_DAMAGED);
        }
    }

    /**
     * The wrap for that holder.
     *
     * @throws Refused with the code of an {@link ObjectDamage} when there is none
     */
    KeyWrap of(KeyHolder holder) {
        return Optional.ofNullable(wraps.get(holder))
                .filter(wrap -> !damages.containsKey(holder))
                .orElseThrow(() -> Optional.ofNullable(damages.get(holder))
                        .orElse(ObjectDamage.KEY_MISSING)
                        .at(object.address()));
    }
}
