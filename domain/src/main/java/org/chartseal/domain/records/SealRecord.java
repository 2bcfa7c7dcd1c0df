package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chartseal.domain.documents.ObjectContext;
import org.chartseal.domain.documents.RecordPart;
import org.chartseal.domain.documents.SealedObject;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.LedgerCommand.AnchorSeals;
import org.chartseal.domain.ledger.OutboxMessage;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.SignedText;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.shared.Constraints;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/**
 * Seals a record version, in the transaction of the use case in which its author signs it: the encrypted content is in the
 * store, the signed header and the message to the ledger are rows, or none of it happened. What a crash leaves is at worst
 * an object that nothing refers to. The author's key holds still until then, so that the message stands before that of any
 * change of the key.
 */
@ApplicationScoped
public class SealRecord {

    private static final String LATEST =
            "SELECT v FROM RecordVersion v WHERE v.recordId = :record ORDER BY v.version DESC";

    /** One statement, because each further one costs as much again. */
    private static final String INSERT = """
            WITH author AS (
              SELECT id FROM practitioner WHERE id = ?5 AND key_thumbprint = ?16 FOR SHARE),
            sealed AS (
              INSERT INTO record_version (record_id, version, type, patient_id, author_id, signed_at,
                                          header, signature, commitment, previous, object)
              SELECT ?1, ?2, ?3, ?4, author.id, ?6, ?7, ?8, ?9, nullif(?10, ''), ?11 FROM author)
            INSERT INTO ledger_outbox (kind, subject, payload, created_at)
            SELECT ?12, ?13, CAST(?14 AS jsonb), ?15 FROM author
            """;

    private static final Set<String> VERSION_TAKEN = Set.of("record_version_pk", "ledger_outbox_seal_once");

    private final EntityManager entities;
    private final SealedObjects objects;
    private final SigningHand hand;
    private final Clock clock;

    @Inject
    public SealRecord(EntityManager entities, SealedObjects objects, SigningHand hand, Clock clock) {
        this.entities = entities;
        this.objects = objects;
        this.hand = hand;
        this.clock = clock;
    }

    /**
     * Seals the next version of the record. Patient and author have to be in the database already; the working row of the
     * record may still be unwritten.
     *
     * @return the new version's seal; its version belongs into the working row
     * @throws Refused {@code practitioner-not-verified} or {@code licence-run-out} when the author may not sign, {@code
     *     record-changed} when someone else sealed a version at the same time, {@code author-key-changed} when the author
     *     got another key at the same time
     * @throws SignatureNeeded when the author's passkey has to sign
     * @throws Unavailable when storage or vault do not answer
     */
    public SealId seal(RecordToSeal record) {
        Practitioner author = authorOf(record);
        Optional<RecordVersion> before = latest(record.id());
        SealId seal = record.id().version(before.map(v -> v.seal().version()).orElse(0) + 1);
        CanonicalContent content = CanonicalContent.of(record.content());
        Salt salt = hand.salt();
        SealHeader header = new SealHeader(
                seal,
                record.type().code(),
                author.ledgerId(),
                author.signing().thumbprint(),
                record.signedAt(),
                content.commitment(salt),
                before.map(RecordVersion::commitment));
        SignedText signed = hand.sign(author, header.canonicalText());
        insert(record, header, signed, store(record, seal, content.sealedBytes(salt)));
        return seal;
    }

    private Practitioner authorOf(RecordToSeal record) {
        Practitioner author = Optional.ofNullable(
                        entities.find(Practitioner.class, record.author().value()))
                .orElseThrow(() -> new NotFound("practitioner", record.author()));
        author.requireMaySign(LocalDate.ofInstant(clock.instant(), clock.getZone()));
        return author;
    }

    private Optional<RecordVersion> latest(RecordId record) {
        return entities.createQuery(LATEST, RecordVersion.class)
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter("record", record.value())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    private SealedObject store(RecordToSeal record, SealId seal, byte[] sealedBytes) {
        try {
            return objects.seal(
                    new ObjectContext(record.patient().value(), seal.record(), seal.version()),
                    new RecordPart(record.category().code(), seal.record()),
                    out -> out.write(sealedBytes));
        } catch (IOException bytesDoNotBreakOff) {
            throw new UncheckedIOException(bytesDoNotBreakOff);
        }
    }

    private void insert(RecordToSeal record, SealHeader header, SignedText signed, SealedObject object) {
        OutboxMessage message =
                OutboxMessage.of(new AnchorSeals(List.of(signed))).get(0);
        try {
            int written = entities.createNativeQuery(INSERT)
                    .setFlushMode(FlushModeType.COMMIT)
                    .setParameter(1, header.seal().record())
                    .setParameter(2, header.seal().version())
                    .setParameter(3, header.type())
                    .setParameter(4, record.patient().value())
                    .setParameter(5, header.author().value())
                    .setParameter(6, Timestamp.from(header.signedAt()))
                    .setParameter(7, signed.text())
                    .setParameter(8, signed.signature())
                    .setParameter(9, header.commitment().hex())
                    .setParameter(10, header.previous().map(Commitment::hex).orElse(""))
                    .setParameter(11, object.address().toString())
                    .setParameter(12, message.kind())
                    .setParameter(13, message.subject())
                    .setParameter(14, message.payload())
                    .setParameter(15, Timestamp.from(clock.instant()))
                    .setParameter(16, header.key())
                    .executeUpdate();
            if (written == 0) {
                throw Refused.because("author-key-changed");
            }
        } catch (PersistenceException failure) {
            throw Constraints.violated(failure)
                    .filter(VERSION_TAKEN::contains)
                    .<RuntimeException>map(raced -> Refused.because(
                                    "record-changed",
                                    Map.of("record", record.id().toString()))
                            .causedBy(failure))
                    .orElse(failure);
        }
    }
}
