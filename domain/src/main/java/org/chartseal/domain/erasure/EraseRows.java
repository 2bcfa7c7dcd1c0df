package org.chartseal.domain.erasure;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.io.StringReader;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chartseal.domain.erasure.ErasureReceipt.Commitment;
import org.chartseal.domain.erasure.ErasureReceipt.Contents;
import org.chartseal.domain.ledger.CanonicalText;
import org.chartseal.domain.ledger.LedgerCommand.EraseSubject;
import org.chartseal.domain.ledger.LedgerGrantId;
import org.chartseal.domain.ledger.LedgerOutbox;
import org.chartseal.domain.records.Salt;

/** The rows of a patient whose objects are gone: all in the caller's transaction, with the receipt and the message to the ledger. */
final class EraseRows {

    private static final String GRANTS = """
            SELECT CAST(g.ledger_id AS text) FROM access_grant g JOIN ledger_grant l ON l.id = g.ledger_id
             WHERE g.patient_id = ?1 ORDER BY g.valid_until DESC, g.ledger_id
            """;
    private static final String EMERGENCIES =
            "SELECT CAST(id AS text) FROM ledger_emergency WHERE subject = ?1 ORDER BY id";
    private static final String OBJECTS = "SELECT address FROM erased_object WHERE erasure_id = ?1 ORDER BY address";
    private static final String SEALS =
            "SELECT seal, commitment, transaction_id FROM erased_seal WHERE erasure_id = ?1 ORDER BY seal";
    private static final String LOG_HASHES = "SELECT count(*) FROM erased_log_row WHERE erasure_id = ?1";
    private static final String READS_OF_OTHERS = """
            SELECT count(*) FROM access_log l JOIN patient p ON p.account = l.account WHERE p.id = ?1 AND l.patient_id <> ?1
            """;
    private static final String PROXIES = "SELECT count(*) FROM access_grant WHERE proxy_id = ?1";
    private static final String CLOSE = """
            UPDATE erasure SET state = 'carried-out', carried_out_at = ?2, receipt = ?3, requested_by = '', reason = '', note = '',
                               version = version + 1
             WHERE id = ?1
            """;

    private final EntityManager entities;
    private final Salt.Source salts;
    private final Clock clock;

    EraseRows(EntityManager entities, Salt.Source salts, Clock clock) {
        this.entities = entities;
        this.salts = salts;
        this.clock = clock;
    }

    void erase(UUID id) {
        Erasure erasure = entities.find(Erasure.class, id, LockModeType.PESSIMISTIC_WRITE);
        UUID patient = erasure.patient().value();
        Instant now = clock.instant();
        List<String> grants = texts(GRANTS, patient);
        long readsOfOthers = count(READS_OF_OTHERS, patient);
        JsonObject rows = object(entities.createNativeQuery("SELECT CAST(erase_patient(?1, ?2) AS text)")
                .setParameter(1, id)
                .setParameter(2, Timestamp.from(now))
                .getSingleResult()
                .toString());
        Optional<ErasureReceipt> receipt = Optional.empty();
        if (!erasure.again()) {
            Contents contents = new Contents(
                    texts(OBJECTS, id),
                    rows,
                    commitments(id),
                    grants,
                    texts(EMERGENCIES, erasure.subject().value()),
                    count(LOG_HASHES, id),
                    readsOfOthers,
                    count(PROXIES, patient));
            ErasureReceipt made = ErasureReceipt.of(erasure, contents, salts.next(), now);
            new LedgerOutbox(entities, clock).add(command(made, grants));
            receipt = Optional.of(made);
        }
        entities.createNativeQuery(CLOSE)
                .setParameter(1, id)
                .setParameter(2, Timestamp.from(now))
                .setParameter(3, receipt.map(ErasureReceipt::text).orElse(null))
                .executeUpdate();
    }

    private static EraseSubject command(ErasureReceipt receipt, List<String> grants) {
        return new EraseSubject(
                receipt.decision(),
                receipt.digest(),
                grants.stream()
                        .limit(EraseSubject.MOST_GRANTS)
                        .map(grant -> new LedgerGrantId(UUID.fromString(grant)))
                        .toList());
    }

    private List<Commitment> commitments(UUID id) {
        List<?> rows = entities.createNativeQuery(SEALS).setParameter(1, id).getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Commitment(
                        row[0].toString(),
                        row[1].toString(),
                        Optional.ofNullable(row[2]).map(Object::toString)))
                .toList();
    }

    private List<String> texts(String sql, UUID about) {
        List<?> rows = entities.createNativeQuery(sql).setParameter(1, about).getResultList();
        return rows.stream().map(Object::toString).toList();
    }

    private long count(String sql, UUID about) {
        return ((Number) entities.createNativeQuery(sql).setParameter(1, about).getSingleResult()).longValue();
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = CanonicalText.JSON.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
