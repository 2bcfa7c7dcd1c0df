package org.chartseal.domain.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.documents.SigningKeys.SigningKey;
import org.chartseal.domain.documents.WrappedKey;
import org.chartseal.domain.shared.IdGenerator;

/** The access log's name and the hospital's keys for it, made when they are first asked for and then for ever the same. */
@ApplicationScoped
public class AccessLogKeys {

    private static final String USE = "access-log-mark";
    private static final int MARK_KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final EntityManager entities;
    private final SigningKeys signing;
    private final KeyVault vault;
    private final IdGenerator ids;
    private final Clock clock;

    @Inject
    public AccessLogKeys(EntityManager entities, SigningKeys signing, KeyVault vault, IdGenerator ids, Clock clock) {
        this.entities = entities;
        this.signing = signing;
        this.vault = vault;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The log's name and keys.
     *
     * @param log random; says nothing
     * @param head with which heads are signed
     * @param mark with which the portal marks its rows
     */
    @SuppressWarnings("ArrayRecordComponent") // goes straight to the cipher
    public record Keys(UUID log, SigningKey head, byte[] mark) {}

    /**
     * The keys, which are durable when this returns.
     *
     * @throws org.chartseal.domain.shared.Unavailable when the vault does not answer
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Keys keys() {
        return kept().orElseGet(() -> {
            make();
            return kept().orElseThrow();
        });
    }

    private Optional<Keys> kept() {
        List<?> rows = entities.createNativeQuery(
                        "SELECT log, public_key, thumbprint, private_key, mark_key FROM access_log_key")
                .getResultList();
        return rows.stream().map(row -> keys((Object[]) row)).findFirst();
    }

    private Keys keys(Object[] row) {
        return new Keys(
                (UUID) row[0],
                new SigningKey((String) row[1], (String) row[2], (byte[]) row[3]),
                vault.unwrap(WrappedKey.decode((byte[]) row[4]), USE));
    }

    /** Of two that make keys at once, one waits here and then keeps none. */
    private void make() {
        SigningKey head = signing.create();
        byte[] mark = new byte[MARK_KEY_BYTES];
        RANDOM.nextBytes(mark);
        entities.createNativeQuery("""
                        INSERT INTO access_log_key (log, public_key, thumbprint, private_key, mark_key, made_at)
                        VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING
                        """)
                .setParameter(1, ids.random())
                .setParameter(2, head.publicKey())
                .setParameter(3, head.thumbprint())
                .setParameter(4, head.protectedPrivateKey())
                .setParameter(5, vault.wrap(mark, USE).encoded())
                .setParameter(6, Timestamp.from(clock.instant()))
                .executeUpdate();
    }
}
