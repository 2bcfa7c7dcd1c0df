package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.ledger.AnchoredSeal;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/**
 * Looks, round after round, for seals that the ledger holds and of which this hospital has no record any more, though they are its
 * own: rows that somebody deleted past all triggers, or that a restored backup does not have. What was erased is not missed. The seals of other hospitals on the
 * channel are told from those once, by asking the ledger who signed and which organisation submitted: a practitioner who came
 * after the backup is not known here.
 */
@ApplicationScoped
public class SealsWithoutRecord {

    /** Up to the last seal that was looked at, with whether there is a record of it, and what is known of whose it is. */
    private static final String NEXT = """
            SELECT l.seal FROM (SELECT seal, own FROM ledger_seal WHERE seal > ?1 ORDER BY seal LIMIT ?2) l
             WHERE l.own IS DISTINCT FROM false
               AND NOT EXISTS (SELECT FROM record_version v
                                WHERE v.record_id = CAST(split_part(l.seal, '.', 1) AS uuid)
                                  AND v.version = CAST(split_part(l.seal, '.', 2) AS integer))
               AND NOT EXISTS (SELECT FROM erased_seal s JOIN erasures_in_force() e ON e.id = s.erasure_id WHERE s.seal = l.seal)
             ORDER BY l.seal
            """;

    private static final String LAST =
            "SELECT max(seal) FROM (SELECT seal FROM ledger_seal WHERE seal > ?1 ORDER BY seal LIMIT ?2) l";
    /** One of which there is a record here. */
    private static final String OF_A_RECORD = """
            SELECT v.record_id || '.' || v.version FROM record_version v
             WHERE EXISTS (SELECT FROM ledger_seal l WHERE l.seal = v.record_id || '.' || v.version) LIMIT 1
            """;

    private static final String WHOSE = "UPDATE ledger_seal SET own = ?2 WHERE seal = ?1";

    private final NewTransaction transaction;
    private final EvidenceLedger ledger;
    private final Clock clock;
    private String last = "";
    private Optional<String> organisation = Optional.empty();

    @Inject
    public SealsWithoutRecord(NewTransaction transaction, EvidenceLedger ledger, Clock clock) {
        this.transaction = transaction;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Looks at the next seals; after the last it begins anew. A timer calls it.
     *
     * @return those of this hospital that have no record
     * @throws Unavailable when the ledger has to be asked and does not answer; the same seals are looked at again
     */
    public synchronized List<SealId> step(int most) {
        List<SealId> without = transaction.call(entities -> without(entities, most)).stream()
                .map(SealId::parse)
                .filter(this::isOwn)
                .toList();
        without.forEach(seal -> transaction.call(entities -> {
            new IntegrityFindings(entities)
                    .report(seal.toString(), SealCheck.SEALED_ROW_MATCHES.code(), "sealed-row-gone", clock.instant());
            return seal;
        }));
        last = transaction.call(entities -> Optional.ofNullable((String) entities.createNativeQuery(LAST, String.class)
                        .setParameter(1, last)
                        .setParameter(2, most)
                        .getSingleResult())
                .orElse(""));
        return without;
    }

    private List<String> without(EntityManager entities, int most) {
        List<?> seals = entities.createNativeQuery(NEXT, String.class)
                .setParameter(1, last)
                .setParameter(2, most)
                .getResultList();
        return seals.stream().map(Object::toString).toList();
    }

    private boolean isOwn(SealId seal) {
        Optional<AnchoredSeal> anchored = ledger.findSeal(seal);
        Optional<SealHeader> header =
                anchored.flatMap(found -> header(found.header().text()));
        if (anchored.isEmpty() || header.isEmpty()) {
            return false;
        }
        boolean ours = organisation().equals(Optional.of(anchored.get().organisation()));
        return transaction.call(entities -> {
            boolean own = ours
                    || entities.find(Practitioner.class, header.get().author().value()) != null;
            entities.createNativeQuery(WHOSE)
                    .setParameter(1, seal.toString())
                    .setParameter(2, own)
                    .executeUpdate();
            return own;
        });
    }

    /** In whose name this hospital's seals are submitted, as one of them says; empty while there is none. */
    private Optional<String> organisation() {
        if (organisation.isEmpty()) {
            List<?> ofRecord = transaction.call(entities ->
                    entities.createNativeQuery(OF_A_RECORD, String.class).getResultList());
            organisation = ofRecord.stream()
                    .findFirst()
                    .map(seal -> SealId.parse(seal.toString()))
                    .flatMap(ledger::findSeal)
                    .map(AnchoredSeal::organisation);
        }
        return organisation;
    }

    private static Optional<SealHeader> header(String text) {
        try {
            return Optional.of(SealHeader.parse(text));
        } catch (Refused malformed) {
            return Optional.empty();
        }
    }
}
