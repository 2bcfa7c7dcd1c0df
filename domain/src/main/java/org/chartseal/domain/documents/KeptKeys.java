package org.chartseal.domain.documents;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chartseal.domain.shared.Refused;

/**
 * What the database has of one object's keys. Nothing of it is believed before the cipher checked it.
 *
 * @param object with what it belongs to
 * @param wraps of those who have one
 * @param damages why others have none
 */
record KeptKeys(LockedObject object, Map<Opener, KeyWrap> wraps, Map<Opener, ObjectDamage> damages) {

    /** Destroyed wraps last: another may have followed. */
    private static final String KEYS = """
            SELECT k.patient_id, k.record_id, k.version, k.commitment, k.destroyed_at, w.wrap,
                   r.id, r.holder, coalesce(r.patient_id, r.practitioner_id, r.department_id, r.insurer_id, r.study_id),
                   r.public_key, r.private_key
              FROM object_key k
              LEFT JOIN object_wrap w ON w.address = k.address
              LEFT JOIN key_recipient r ON r.id = w.recipient_id
             WHERE k.address = ?1 ORDER BY w.wrap IS NULL
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
                new HashMap<>(),
                new HashMap<>());
        rows.stream().filter(row -> row[6] != null).forEach(keys::add);
        return keys;
    }

    private void add(Object[] row) {
        KeyHolder holder = KeyHolder.of((String) row[7]);
        Opener opener = new Opener(holder, Optional.ofNullable((UUID) row[8]).filter(id -> holder.byGrant()));
        boolean anothers =
                holder == KeyHolder.PATIENT && !object.context().patient().equals(row[8]);
        if (row[5] == null) {
            addDestroyed(opener);
        } else if (anothers) {
            damages.put(opener, ObjectDamage.KEY_OF_ANOTHER_PATIENT);
        } else if (row[10] == null) {
            damages.put(opener, ObjectDamage.KEY_DESTROYED);
        } else {
            addIfReadable(opener, row);
        }
    }

    /** A grantee's is destroyed whenever a grant ends: then there is none. */
    private void addDestroyed(Opener opener) {
        if (!opener.holder().byGrant() && !wraps.containsKey(opener)) {
            damages.putIfAbsent(opener, ObjectDamage.KEY_DESTROYED);
        }
    }

    private void addIfReadable(Opener opener, Object[] row) {
        try {
            WrappedKey privateKey = WrappedKey.decode((byte[]) row[10]);
            wraps.put(
                    opener, new KeyWrap(new RecipientKey((UUID) row[6], (String) row[9], privateKey), (byte[]) row[5]));
        } catch (Refused malformed) {
            damages.put(opener, ObjectDamage.KEY_DAMAGED);
        }
    }

    /**
     * The wrap for that opener.
     *
     * @throws Refused with the code of an {@link ObjectDamage} when there is none
     */
    KeyWrap of(Opener opener) {
        return Optional.ofNullable(wraps.get(opener))
                .filter(wrap -> !damages.containsKey(opener))
                .orElseThrow(() -> Optional.ofNullable(damages.get(opener))
                        .orElse(ObjectDamage.KEY_MISSING)
                        .at(object.address()));
    }

    /** Those who have a wrap by a grant, good or not. */
    Set<Opener> grantees() {
        return Stream.concat(wraps.keySet().stream(), damages.keySet().stream())
                .filter(opener -> opener.holder().byGrant())
                .collect(Collectors.toSet());
    }
}
