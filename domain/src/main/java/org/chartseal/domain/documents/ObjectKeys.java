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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/**
 * Sealed objects whose keys are rows: each object's key is wrapped for the hospital, for the patient and for those to whom the patient
 * gives access, in the transaction of whoever refers to the object. Destroying the wraps makes an object unreadable wherever copies of it lie.
 */
@ApplicationScoped
public class ObjectKeys implements SealedObjects {

    private static final String NEW_OBJECT = """
            INSERT INTO object_key (address, patient_id, record_id, version, commitment, made_at, category, part_of)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif(?7, ''), CAST(nullif(?8, '') AS uuid))
            """;

    /** One statement for all wraps, because each further one costs as much again. */
    private static final String NEW_WRAPS = "INSERT INTO object_wrap (address, recipient_id, wrap) VALUES ";

    private final EntityManager entities;
    private final ObjectCipher cipher;
    private final KeyRecipients recipients;
    private final Grantees grantees;
    private final Clock clock;

    @Inject
    public ObjectKeys(EntityManager entities, ObjectCipher cipher, KeyVault vault, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.cipher = cipher;
        this.recipients = new KeyRecipients(entities, cipher, ids, clock);
        this.grantees = new Grantees(entities, vault, recipients, clock);
        this.clock = clock;
    }

    /**
     * As {@link SealedObjects#seal}, in the caller's transaction: what it rolls back is an object that nothing opens.
     *
     * @throws Refused {@code patient-key-destroyed} when nothing is to be kept about the patient any more
     */
    @Override
    @Transactional(value = Transactional.TxType.MANDATORY, rollbackOn = Exception.class)
    public SealedObject seal(ObjectContext context, RecordPart part, ObjectContent content) throws IOException {
        KeyedObject keyed = cipher.seal(context, content, () -> whoMayOpen(context.patient(), part));
        insert(context, Optional.of(part), keyed, keyed.wraps());
        return keyed.object();
    }

    /**
     * Keeps the keys of an object that was sealed by the {@link ObjectCipher} for these {@link #recipients}, in the caller's transaction,
     * and wraps its key for those to whom the patient gives access now.
     *
     * @param part by which grants open it; nothing: none does
     * @return the object
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public SealedObject keep(ObjectContext context, Optional<RecordPart> part, KeyedObject keyed) {
        List<KeyWrap> wraps = new ArrayList<>(keyed.wraps());
        part.map(known -> grantees.of(context.patient(), known)).stream()
                .flatMap(List::stream)
                .forEach(grantee -> wraps.addAll(further(context, keyed, grantee)));
        insert(context, part, keyed, wraps);
        return keyed.object();
    }

    private Collection<KeyWrap> further(ObjectContext context, KeyedObject keyed, RecipientKey recipient) {
        LockedObject object = new LockedObject(context, keyed.object().address(), keyed.commitment());
        return cipher.rewrap(List.of(new LockedKey(object, keyed.wraps().get(0))), recipient)
                .values();
    }

    private void insert(ObjectContext context, Optional<RecordPart> part, KeyedObject keyed, List<KeyWrap> wraps) {
        String address = keyed.object().address().toString();
        query(NEW_OBJECT)
                .setParameter(1, address)
                .setParameter(2, context.patient())
                .setParameter(3, context.record())
                .setParameter(4, context.version())
                .setParameter(5, keyed.commitment().hex())
                .setParameter(6, now())
                .setParameter(7, part.map(RecordPart::category).orElse(""))
                .setParameter(8, part.map(known -> known.record().toString()).orElse(""))
                .executeUpdate();
        String places = IntStream.range(0, wraps.size())
                .mapToObj(i -> "(?1, ?" + (2 * i + 2) + ", ?" + (2 * i + 3) + ")")
                .collect(Collectors.joining(", "));
        Query insert = query(NEW_WRAPS + places).setParameter(1, address);
        for (int i = 0; i < wraps.size(); i++) {
            insert.setParameter(2 * i + 2, wraps.get(i).recipient().recipient())
                    .setParameter(2 * i + 3, wraps.get(i).wrap());
        }
        insert.executeUpdate();
    }

    private List<RecipientKey> whoMayOpen(UUID patient, RecordPart part) {
        List<RecipientKey> all = new ArrayList<>(recipients.ofEveryObject(patient));
        all.addAll(grantees.of(patient, part));
        return all;
    }

    /**
     * Who is to open whatever is sealed about the patient, the hospital first; whoever has no key yet gets one in the caller's
     * transaction.
     *
     * @throws Refused {@code patient-key-destroyed} when nothing is to be kept about the patient any more
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<RecipientKey> recipients(UUID patient) {
        return recipients.ofEveryObject(patient);
    }

    @Override
    public InputStream open(Opener opener, ObjectContext context, ObjectAddress address) {
        try {
            KeptKeys keys = keys(context, address);
            return cipher.open(keys.object(), keys.of(opener), this::stored);
        } catch (Refused noKey) {
            throw asFarAsItIsSound(address, noKey);
        }
    }

    @Override
    public InputStream open(Opener opener, ObjectContext context, SealedObject object, long from, long length) {
        ContentPart part = new ContentPart(object.size(), from, length);
        try {
            KeptKeys keys = keys(context, object.address());
            return cipher.open(keys.object(), keys.of(opener), this::stored, part);
        } catch (Refused noKey) {
            throw asFarAsItIsSound(object.address(), noKey);
        }
    }

    @Override
    public void requireKeys(ObjectContext context, ObjectAddress address) {
        KeptKeys keys = keys(context, address);
        for (Opener opener : Opener.OF_EVERY_OBJECT) {
            cipher.requireKey(keys.object(), keys.of(opener));
        }
        keys.grantees().forEach(grantee -> cipher.requireKey(keys.object(), keys.of(grantee)));
        grantees.requireInStep(keys.object());
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
        destroy("object_key", "category = NULL, part_of = NULL, ", "address", address.toString());
    }

    /**
     * Destroys the patient's private key, for good: nothing opens by it any more, and nothing new is sealed about the patient.
     * What the hospital's key opens, it still does.
     */
    @Transactional
    public void destroyKeyOf(UUID patient) {
        destroy("key_recipient", "private_key = NULL, ", "holder = 'patient' AND patient_id", patient);
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
