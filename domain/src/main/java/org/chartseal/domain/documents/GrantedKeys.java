package org.chartseal.domain.documents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.Unavailable;

/**
 * Keeps the wraps of those to whom patients give access in step with the grants: a grant adds a wrap of each object's key that it opens,
 * out of the hospital's own wrap; when it ends, those go that no other grant to the same grantee asks for. A wrap is only made for a
 * grant that the portal wrote, or found on the ledger.
 */
@ApplicationScoped
public class GrantedKeys {

    /** So many go into one statement. */
    private static final int AT_ONCE = 500;

    private static final String MISSING = """
            SELECT d.grant_id, d.holder, d.holder_id, k.address, k.record_id, k.version, k.commitment, h.wrap
              FROM wraps_due(?1, ?2, ?3) d
              JOIN object_key k ON k.address = d.address
              JOIN object_wrap h ON h.address = k.address AND h.wrap IS NOT NULL
              JOIN key_recipient o ON o.id = h.recipient_id AND o.holder = 'organisation'
             WHERE NOT EXISTS (SELECT FROM object_wrap w JOIN key_recipient r ON r.id = w.recipient_id
                                WHERE w.address = d.address AND w.wrap IS NOT NULL AND r.holder = d.holder
                                  AND coalesce(r.patient_id, r.practitioner_id, r.department_id, r.insurer_id, r.study_id)
                                      = d.holder_id)
             ORDER BY d.holder, d.holder_id
            """;

    private static final String NEW_WRAPS = """
            INSERT INTO object_wrap (address, recipient_id, wrap)
            SELECT made.address, ?1, decode(made.wrap, 'hex')
              FROM unnest(string_to_array(?2, ','), string_to_array(?3, ',')) AS made (address, wrap)
            ON CONFLICT DO NOTHING
            """;

    private static final String DESTROY = """
            UPDATE object_wrap w SET wrap = NULL, destroyed_at = ?2
              FROM object_key k, key_recipient r
             WHERE k.patient_id = ?1 AND w.address = k.address AND r.id = w.recipient_id AND w.wrap IS NOT NULL
               AND r.holder NOT IN ('organisation', 'patient')
               AND NOT EXISTS (SELECT FROM wraps_due(?1, ?2, ?3) d
                                WHERE d.address = w.address AND d.holder = r.holder
                                  AND d.holder_id
                                      = coalesce(r.patient_id, r.practitioner_id, r.department_id, r.insurer_id, r.study_id))
            """;

    private static final String ENDED = """
            SELECT DISTINCT g.patient_id FROM access_grant g
             WHERE g.vault_mark IS NOT NULL
               AND NOT EXISTS (SELECT FROM grants_in_force(g.patient_id, ?1, ?2) f WHERE f.id = g.id)
             LIMIT 100
            """;

    /** Whoever takes one of them away just now does this as well. */
    private static final String UNMARK = """
            UPDATE access_grant SET vault_mark = NULL
             WHERE id IN (SELECT g.id FROM access_grant g
                           WHERE g.patient_id = ?1 AND g.vault_mark IS NOT NULL
                             AND NOT EXISTS (SELECT FROM grants_in_force(?1, ?2, ?3) f WHERE f.id = g.id)
                             FOR NO KEY UPDATE SKIP LOCKED)
            """;

    private static final String UNMARKED = """
            SELECT g.id, grant_terms(g.id) FROM access_grant g JOIN ledger_grant l ON l.id = g.ledger_id
             WHERE g.vault_mark IS NULL AND g.id > ?3
               AND EXISTS (SELECT FROM grants_in_force(g.patient_id, ?1, ?2) f WHERE f.id = g.id)
             ORDER BY g.id LIMIT ?4
            """;

    private static final String STILL = """
            SELECT g.id FROM access_grant g
             WHERE g.id = ?1 AND g.vault_mark IS NULL AND g.revoked_at IS NULL AND grant_terms(g.id) = ?2
               FOR NO KEY UPDATE SKIP LOCKED
            """;

    private final EntityManager entities;
    private final ObjectCipher cipher;
    private final KeyRecipients recipients;
    private final Grantees grantees;

    @Inject
    public GrantedKeys(EntityManager entities, ObjectCipher cipher, KeyVault vault, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.cipher = cipher;
        this.recipients = new KeyRecipients(entities, cipher, ids, clock);
        this.grantees = new Grantees(entities, vault, recipients, clock);
    }

    /**
     * The patient gave that access, by a row that the caller has written: from now on its grantee has the keys of what it opens. The
     * policy lets nobody use them before the ledger has the grant.
     *
     * @throws Unavailable when the vault does not answer
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void given(UUID grant, UUID patient) {
        entities.flush();
        lock(patient);
        grantees.mark(grant);
        add(patient);
    }

    /**
     * A grant that has not ended and is said to be on the ledger, of which the vault says nothing.
     *
     * @param terms what its row says, as a mark is over it
     */
    public record Unmarked(UUID grant, String terms) {}

    /** The next ones behind that one, in the order of their ids. */
    @Transactional
    public List<Unmarked> unmarked(UUID after, int most) {
        return Grantees.rows(grantees.at(grantees.query(UNMARKED), 1)
                        .setParameter(3, after)
                        .setParameter(4, most))
                .stream()
                .map(row -> new Unmarked((UUID) row[0], (String) row[1]))
                .toList();
    }

    /**
     * The ledger has that access as the row says it: from now on its grantee has the keys, if it goes on. Where somebody is just ending
     * it, nothing is done.
     *
     * @param terms what the row said when the ledger was asked
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void found(UUID grant, UUID patient, String terms) {
        boolean still = !grantees.query(STILL)
                .setParameter(1, grant)
                .setParameter(2, terms)
                .getResultList()
                .isEmpty();
        if (still) {
            lock(patient);
            grantees.mark(grant);
            grantees.at(grantees.query(UNMARK).setParameter(1, patient), 2).executeUpdate();
            add(patient);
        }
    }

    /** That access ended, as the row says that the caller has written: what no other grant asks for is destroyed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void ended(UUID grant, UUID patient) {
        entities.flush();
        lock(patient);
        grantees.query("UPDATE access_grant SET vault_mark = NULL WHERE id = ?1")
                .setParameter(1, grant)
                .executeUpdate();
        destroy(patient);
    }

    /** Patients of whose grants one has ended since: by its period, by coming of age, or on the ledger; some of them, if they are many. */
    @Transactional
    public List<UUID> patientsOfEnded() {
        List<?> patients = grantees.at(grantees.query(ENDED), 1).getResultList();
        return patients.stream().map(UUID.class::cast).toList();
    }

    /** Destroys what is not to be opened any more by the patient's grants that have ended. */
    @Transactional
    public void end(UUID patient) {
        lock(patient);
        grantees.at(grantees.query(UNMARK).setParameter(1, patient), 2).executeUpdate();
        destroy(patient);
    }

    /**
     * Destroys each wrap that no marked grant of the patient asks for, and makes each that one asks for and that is not there; where the
     * hospital's own is damaged it cannot.
     *
     * @return how many were destroyed or made
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public int bringInStep(UUID patient) {
        lock(patient);
        return destroy(patient) + add(patient);
    }

    private int add(UUID patient) {
        int made = 0;
        for (Map.Entry<Opener, Map<ObjectAddress, LockedKey>> each :
                missing(patient).entrySet()) {
            List<LockedKey> keys = List.copyOf(each.getValue().values());
            made += recipients
                    .ofGrantee(each.getKey())
                    .map(recipient -> wrap(keys, recipient))
                    .orElse(0);
        }
        return made;
    }

    /** By who is to have them; out of the hospital's wrap. */
    private Map<Opener, Map<ObjectAddress, LockedKey>> missing(UUID patient) {
        Set<UUID> marked =
                grantees.of(patient).stream().map(Grantees.Marked::grant).collect(Collectors.toSet());
        List<Object[]> rows = marked.isEmpty()
                ? List.of()
                : Grantees.rows(grantees.at(grantees.query(MISSING).setParameter(1, patient), 2));
        Map<Opener, Map<ObjectAddress, LockedKey>> missing = new LinkedHashMap<>();
        if (!rows.isEmpty()) {
            RecipientKey hospital = recipients.ofEveryObject(patient).get(0);
            rows.stream().filter(row -> marked.contains((UUID) row[0])).forEach(row -> {
                LockedKey key = locked(patient, row, hospital);
                missing.computeIfAbsent(Grantees.opener(row[1], row[2]), grantee -> new LinkedHashMap<>())
                        .put(key.object().address(), key);
            });
        }
        return missing;
    }

    private static LockedKey locked(UUID patient, Object[] row, RecipientKey hospital) {
        LockedObject object = new LockedObject(
                new ObjectContext(patient, (UUID) row[4], ((Number) row[5]).intValue()),
                ObjectAddress.parse((String) row[3]),
                new KeyCommitment((String) row[6]));
        return new LockedKey(object, new KeyWrap(hospital, (byte[]) row[7]));
    }

    private int wrap(List<LockedKey> keys, RecipientKey recipient) {
        Map<ObjectAddress, KeyWrap> made = cipher.rewrap(keys, recipient);
        List<ObjectAddress> addresses = List.copyOf(made.keySet());
        int inserted = 0;
        for (int from = 0; from < addresses.size(); from += AT_ONCE) {
            List<ObjectAddress> some = addresses.subList(from, Math.min(from + AT_ONCE, addresses.size()));
            inserted += grantees.query(NEW_WRAPS)
                    .setParameter(1, recipient.recipient())
                    .setParameter(2, joined(some.stream().map(ObjectAddress::toString)))
                    .setParameter(3, joined(some.stream().map(address -> hex(made, address))))
                    .executeUpdate();
        }
        return inserted;
    }

    private static String hex(Map<ObjectAddress, KeyWrap> made, ObjectAddress address) {
        return HexFormat.of()
                .formatHex(Objects.requireNonNull(made.get(address)).wrap());
    }

    private static String joined(Stream<String> texts) {
        return texts.collect(Collectors.joining(","));
    }

    private int destroy(UUID patient) {
        return grantees.at(grantees.query(DESTROY).setParameter(1, patient), 2).executeUpdate();
    }

    void lock(UUID patient) {
        grantees.query("SELECT 1 FROM lock_wraps(?1, true)")
                .setParameter(1, patient)
                .getSingleResult();
    }
}
