package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.RegisteredKey;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.passkeys.Passkey;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.people.PractitionerId;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.records.SealReport.Result;
import org.chartseal.domain.records.SealState.Status;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/**
 * Checks everything that stands behind a seal: stored object, signature, sealed row, working rows, ledger. It reads all of
 * it anew and believes none of it; what a part that is away would have said is told as unknown, never as good.
 */
@ApplicationScoped
public class VerifySeal {

    private static final String WRITTEN_UP_TO = "SELECT coalesce(max(id), 0) FROM changed_row WHERE record_id = ?1";
    private static final String FORGET = "DELETE FROM changed_row WHERE record_id = ?1 AND id <= ?2";

    private final NewTransaction transaction;
    private final SealedObjects objects;
    private final AuthorsSignature signature;
    private final EvidenceLedger ledger;
    private final BlockChain chain;
    private final SealedSources sources;
    private final Clock clock;

    @Inject
    public VerifySeal(
            NewTransaction transaction,
            SealedObjects objects,
            SigningKeys keys,
            EvidenceLedger ledger,
            BlockChain chain,
            SealedSources sources,
            Clock clock) {
        this.transaction = transaction;
        this.objects = objects;
        this.signature = new AuthorsSignature(ledger, keys);
        this.ledger = ledger;
        this.chain = chain;
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * What the database says about the sealed version.
     *
     * @param writtenUpTo the last write to the record's rows of which it is kept how they stood before; 0 for none
     */
    private record Rows(
            RecordVersion version,
            Optional<Commitment> before,
            List<RegisteredKey> authorsKeys,
            boolean waiting,
            boolean broken,
            long writtenUpTo) {}

    /**
     * Runs all checks. Takes no part in a transaction of the caller's, and shows nothing of the content. What failed is
     * kept as an integrity finding; a finding whose check passes again is closed.
     *
     * @throws NotFound when no such version was sealed here
     */
    public SealReport verify(SealId seal) {
        Rows rows = transaction.call(entities -> rows(entities, seal));
        RecordVersion version = rows.version();
        Optional<SealHeader> header = header(version);
        ContentChecks content = ContentChecks.of(version, header.map(SealHeader::commitment), objects);
        LedgerChecks anchored = LedgerChecks.of(version, rows.waiting(), ledger, chain);
        List<Line> lines = new ArrayList<>(content.lines());
        lines.add(signature.check(new AuthorsSignature.Seal(
                version.header(), header, rows.authorsKeys(), rows.waiting(), anchored.time())));
        lines.add(Line.compared(
                SealCheck.SEALED_ROW_MATCHES,
                "sealed-row-changed",
                SealedRow.differences(version, header, rows.before())));
        WorkingRows working = WorkingRows.read(version, content.content(), sources, transaction);
        if (!working.isOlderVersion()) {
            lines.add(working.compare(content.content()));
        }
        lines.addAll(anchored.lines());
        lines.addAll(new FileChecks(objects).of(working.files()));
        SealReport report = new SealReport(
                seal,
                version.patient(),
                version.type(),
                version.signedAt(),
                version.commitment(),
                anchored.place(),
                lines);
        keepFindings(report, rows.broken());
        forgetHowRowsStood(report, rows.writtenUpTo());
        return report;
    }

    /** Whoever wrote to them: they say what was signed, so there is nothing to put back. */
    private void forgetHowRowsStood(SealReport report, long upTo) {
        if (upTo > 0 && report.lines().contains(Line.passed(SealCheck.WORKING_ROWS_MATCH))) {
            transaction.call(entities -> entities.createNativeQuery(FORGET)
                    .setParameter(1, report.seal().record())
                    .setParameter(2, upTo)
                    .executeUpdate());
        }
    }

    private void keepFindings(SealReport report, boolean knownToBeBroken) {
        if (knownToBeBroken || report.result() == Result.FAILED) {
            transaction.call(entities -> {
                new IntegrityFindings(entities).keep(report, clock.instant());
                return Boolean.TRUE;
            });
        }
    }

    private static Rows rows(EntityManager entities, SealId seal) {
        RecordVersion version = find(entities, seal).orElseThrow(() -> new NotFound("seal", seal));
        Optional<Commitment> before = seal.version() == 1
                ? Optional.empty()
                : find(entities, new SealId(seal.record(), seal.version() - 1)).map(RecordVersion::commitment);
        SealStates states = new SealStates(entities);
        boolean broken =
                states.of(seal).filter(state -> state.status() == Status.BROKEN).isPresent();
        long writtenUpTo = (Long) entities.createNativeQuery(WRITTEN_UP_TO, Long.class)
                .setParameter(1, seal.record())
                .getSingleResult();
        return new Rows(
                version, before, keysOf(entities, version.author()), states.isWaiting(seal), broken, writtenUpTo);
    }

    /** The one that the portal keeps, if it does, and all passkeys. */
    private static List<RegisteredKey> keysOf(EntityManager entities, PractitionerId author) {
        List<RegisteredKey> keys = new ArrayList<>();
        Optional.ofNullable(entities.find(Practitioner.class, author.value()))
                .filter(each -> each.signing().isKept())
                .ifPresent(each -> keys.add(RegisteredKey.kept(each.signing().publicKey())));
        entities.createQuery("SELECT p FROM Passkey p WHERE p.practitionerId = :author", Passkey.class)
                .setParameter("author", author.value())
                .getResultStream()
                .forEach(passkey -> keys.add(passkey.key()));
        return keys;
    }

    private static Optional<RecordVersion> find(EntityManager entities, SealId seal) {
        return Optional.ofNullable(entities.find(RecordVersion.class, new RecordVersion.Key(seal)));
    }

    /** What was signed, if that can be read. */
    static Optional<SealHeader> header(RecordVersion version) {
        try {
            return Optional.of(SealHeader.parse(version.header().text()));
        } catch (Refused malformed) {
            return Optional.empty();
        }
    }
}
