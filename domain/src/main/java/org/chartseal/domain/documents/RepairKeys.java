package org.chartseal.domain.documents;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.Query;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Refused;

/**
 * Makes the wraps of an object's key as they should be: those that are damaged, or somebody's who was given no access, are destroyed,
 * and those that are missing are made again out of the hospital's, or out of the patient's where the hospital's is the damaged one.
 */
public final class RepairKeys {

    private static final String DESTROY = """
            UPDATE object_wrap SET wrap = NULL, destroyed_at = ?3 WHERE address = ?1 AND recipient_id = ?2 AND wrap IS NOT NULL
            """;

    private static final String OF_OTHERS = """
            UPDATE object_wrap w SET wrap = NULL, destroyed_at = ?2 FROM object_key k, key_recipient r
             WHERE w.address = ?1 AND k.address = w.address AND r.id = w.recipient_id AND w.wrap IS NOT NULL
               AND r.holder = 'patient' AND r.patient_id <> k.patient_id
            """;

    private static final String NEW = "INSERT INTO object_wrap (address, recipient_id, wrap) VALUES (?1, ?2, ?3)";

    private final EntityManager entities;
    private final ObjectCipher cipher;
    private final KeyRecipients recipients;
    private final GrantedKeys granted;
    private final Clock clock;

    /** In that database. */
    public RepairKeys(EntityManager entities, ObjectCipher cipher, KeyVault vault, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.cipher = cipher;
        this.recipients = new KeyRecipients(entities, cipher, ids, clock);
        this.granted = new GrantedKeys(entities, cipher, vault, ids, clock);
        this.clock = clock;
    }

    /**
     * Repairs one object's, in the caller's transaction.
     *
     * @return how many wraps were destroyed or made
     * @throws Refused {@code repair-key-lost} when neither the hospital's nor the patient's wrap is good; with the code of an {@link
     *     ObjectDamage} when the object has no key at all, or belongs to something else
     */
    public int repair(ObjectContext context, ObjectAddress address) {
        granted.lock(context.patient());
        KeptKeys keys = KeptKeys.of(context, address, entities);
        LockedKey good = Opener.OF_EVERY_OBJECT.stream()
                .filter(opener -> isGood(keys, opener))
                .map(opener -> new LockedKey(keys.object(), keys.of(opener)))
                .findFirst()
                .orElseThrow(() -> Refused.because("repair-key-lost"));
        int writes = destroyOthers(address);
        for (Map.Entry<Opener, KeyWrap> each : keys.wraps().entrySet()) {
            if (!isGood(keys, each.getKey())) {
                writes += destroy(address, each.getValue().recipient().recipient());
            }
        }
        List<RecipientKey> always = recipients.ofEveryObject(context.patient());
        for (int place = 0; place < always.size(); place++) {
            if (!isGood(keys, Opener.OF_EVERY_OBJECT.get(place))) {
                writes += make(good, always.get(place));
            }
        }
        return writes + granted.bringInStep(context.patient());
    }

    private int destroyOthers(ObjectAddress address) {
        return query(OF_OTHERS)
                .setParameter(1, address.toString())
                .setParameter(2, now())
                .executeUpdate();
    }

    private int destroy(ObjectAddress address, UUID recipient) {
        return query(DESTROY)
                .setParameter(1, address.toString())
                .setParameter(2, recipient)
                .setParameter(3, now())
                .executeUpdate();
    }

    private int make(LockedKey good, RecipientKey recipient) {
        return cipher.rewrap(List.of(good), recipient).values().stream()
                .mapToInt(wrap -> query(NEW)
                        .setParameter(1, good.object().address().toString())
                        .setParameter(2, recipient.recipient())
                        .setParameter(3, wrap.wrap())
                        .executeUpdate())
                .sum();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private Query query(String sql) {
        return entities.createNativeQuery(sql).setFlushMode(FlushModeType.COMMIT);
    }

    private boolean isGood(KeptKeys keys, Opener opener) {
        try {
            cipher.requireKey(keys.object(), keys.of(opener));
            return true;
        } catch (Refused damaged) {
            return false;
        }
    }
}
