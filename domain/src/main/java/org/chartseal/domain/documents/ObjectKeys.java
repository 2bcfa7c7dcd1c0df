package org.chartseal.domain.documents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/**
 * Sealed objects whose keys are rows: each object's key is wrapped for the hospital and for the patient, in the transaction of
 * whoever refers to the object. Destroying the wraps makes an object unreadable wherever copies of it lie.
 */
@ApplicationScoped
public class ObjectKeys implements SealedObjects {

    private static final String RECIPIENTS = """
            SELECT id, holder, public_key, private_key FROM key_recipient
             WHERE holder = 'organisation' OR patient_id = ?1 ORDER BY holder
            """;

    private static final String NEW_RECIPIENT = """
            INSERT INTO key_recipient (id, holder, patient_id, public_key, private_key, made_at)
            VALUES (?1, ?2, CAST(nullif(?3, '') AS uuid), ?4, ?5, ?6) ON CONFLICT DO NOTHING
            """;

    private static final String NEW_OBJECT = """
            INSERT INTO object_key (address, patient_id, record_id, version, commitment, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """;

    /** One statement for both wraps, because each further one costs as much again. */
    private static final String NEW_WRAPS = """
            INSERT INTO object_wrap (address, recipient_id, wrap) VALUES (?1, ?2, ?3), (?1, ?4, ?5)
            """;

    private final EntityManager entities;
    private final ObjectCipher cipher;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public ObjectKeys(EntityManager entities, ObjectCipher cipher, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.cipher = cipher;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * As {@link SealedObjects#seal}, in the caller's transaction: what it rolls back is an object that nothing opens.
     *
     * @throws Refused {@code patient-key-destroyed} when nothing is to be kept about the patient any more
     */
    @Override
    @Transactional(value = Transactional.TxType.MANDATORY, rollbackOn = Exception.class)
    public SealedObject seal(ObjectContext context, ObjectContent content) throws IOException {
        return keep(context, cipher.seal(context, content, () -> recipients(context.patient())));
    }

    /**
     * Keeps the keys of an object that was sealed by the {@link ObjectCipher} for these {@link #recipients}, in the caller's transaction.
     *
     * @return the object
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public SealedObject keep(ObjectContext context, KeyedObject keyed) {
        String address = keyed.object().address().toString();
        query(NEW_OBJECT)
                .setParameter(1, address)
                .setParameter(2, context.patient())
                .setParameter(3, context.record())
                .setParameter(4, context.version())
                .setParameter(5, keyed.commitment().hex())
                .setParameter(6, now())
                .executeUpdate();
        KeyWrap hospitals = keyed.wraps().get(0);
        KeyWrap patients = keyed.wraps().get(1);
        query(NEW_WRAPS)
                .setParameter(1, address)
                .setParameter(2, hospitals.recipient().recipient())
                .setParameter(3, hospitals.wrap())
                .setParameter(4, patients.recipient().recipient())
                .setParameter(5, patients.wrap())
                .executeUpdate();
        return keyed.object();
    }

    /**
     * Who is to open what is sealed about the patient, the hospital first; whoever has no key yet gets one in the caller's transaction.
     *
     * @throws Refused {@code patient-key-destroyed} when nothing is to be kept about the patient any more
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<RecipientKey> recipients(UUID patient) {
        List<Object[]> rows = rows(patient);
        if (rows.stream().noneMatch(row -> row[1].equals(KeyHolder.ORGANISATION.code()))) {
            make(KeyHolder.ORGANISATION, "");
        }
        if (rows.stream().noneMatch(row -> row[1].equals(KeyHolder.PATIENT.code()))) {
            make(KeyHolder.PATIENT, patient.toString());
        }
        return (rows.size() == KeyHolder.values().length ? rows : rows(patient))
                .stream().map(ObjectKeys::recipient).toList();
    }

    @SuppressWarnings("unchecked")
    private List<Object[]> rows(UUID patient) {
        return query(RECIPIENTS).setParameter(1, patient).getResultList();
    }

    private static RecipientKey recipient(Object[] row) {
        if (row[3] == null) {
            throw Refused.because("patient-key-destroyed");
        }
        return new RecipientKey((UUID) row[0], (String) row[2], WrappedKey.decode((byte[]) row[3]));
    }

    /** Of two that make the same one at once, one waits here and then keeps none. */
    private void make(KeyHolder holder, String patient) {
        RecipientKey key = cipher.draw(ids.next());
        query(NEW_RECIPIENT)
                .setParameter(1, key.recipient())
                .setParameter(2, holder.code())
                .setParameter(3, patient)
                .setParameter(4, key.publicKey())
                .setParameter(5, key.privateKey().encoded())
                .setParameter(6, now())
                .executeUpdate();
    }

    @Override
    public InputStream open(ObjectContext context, ObjectAddress address) {
        return open(KeyHolder.ORGANISATION, context, address);
    }

    /** As {@link SealedObjects#open}, by the key of that holder. */
    public InputStream open(KeyHolder holder, ObjectContext context, ObjectAddress address) {
        try {
            KeptKeys keys = keys(context, address);
            return cipher.open(keys.object(), keys.of(holder), this::stored);
        } catch (Refused noKey) {
            throw asFarAsItIsSound(address, noKey);
        }
    }

    @Override
    public InputStream open(ObjectContext context, SealedObject object, long from, long length) {
        ContentPart part = new ContentPart(object.size(), from, length);
        try {
            KeptKeys keys = keys(context, object.address());
            return cipher.open(keys.object(), keys.of(KeyHolder.ORGANISATION), this::stored, part);
        } catch (Refused noKey) {
            throw asFarAsItIsSound(object.address(), noKey);
        }
    }

    @Override
    public void requireKeys(ObjectContext context, ObjectAddress address) {
        KeptKeys keys = keys(context, address);
        for (KeyHolder holder : KeyHolder.values()) {
            cipher.requireKey(keys.object(), keys.of(holder));
        }
    }

    /** That an object cannot be opened is only said of one that is there and intact. */
    private Refused asFarAsItIsSound(ObjectAddress address, Refused noKey) {
        if (ObjectDamage.of(noKey).filter(ObjectDamage::isOfTheKey).isPresent()) {
            cipher.requireIntact(address, this::stored);
        }
        return noKey;
    }

    private KeptKeys keys(ObjectContext context, ObjectAddress address) {
        return KeptKeys.of(context, address, entities);
    }

    private boolean stored(ObjectAddress address) {
        return !query("SELECT 1 FROM object_key WHERE address = ?1")
                .setParameter(1, address.toString())
                .getResultList()
                .isEmpty();
    }

    /**
     * Destroys every wrap of the object's key, for good. The rows stay and say when. Again, it changes nothing.
     *
     * @throws NotFound when no object of that address was stored
     */
    @Transactional
    public void destroy(ObjectAddress address) {
        if (!stored(address)) {
            throw new NotFound("object", address);
        }
        destroy("object_wrap", "wrap = NULL, ", "address", address.toString());
        destroy("object_key", "", "address", address.toString());
    }

    /**
     * Destroys the patient's private key, for good: nothing opens by it any more, and nothing new is sealed about the patient.
     * What the hospital's key opens, it still does.
     */
    @Transactional
    public void destroyKeyOf(UUID patient) {
        destroy("key_recipient", "private_key = NULL, ", "patient_id", patient);
    }

    private void destroy(String table, String erasing, String column, Object value) {
        query("UPDATE " + table + " SET " + erasing + "destroyed_at = ?1 WHERE " + column
                        + " = ?2 AND destroyed_at IS NULL")
                .setParameter(1, now())
                .setParameter(2, value)
                .executeUpdate();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private Query query(String sql) {
        return entities.createNativeQuery(sql).setFlushMode(FlushModeType.COMMIT);
    }
}
