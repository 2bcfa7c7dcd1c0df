package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.documents.SigningKeys;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.EvidenceLedger;
import org.chartseal.domain.ledger.RegisteredPractitioner;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.people.Practitioner;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.records.SealReport.Result;
import org.chartseal.domain.records.SealState.Status;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/**
 * Checks everything that stands behind a seal: stored object, signature, sealed row, working rows, ledger. It reads all of
 * it anew and believes none of it; what a part that is away would have said is told as unknown, never as good.
 */
@ApplicationScoped
public class VerifySeal {

    private final NewTransaction transaction;
    private final SealedObjects objects;
    private final SigningKeys keys;
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
        this.keys = keys;
        this.ledger = ledger;
        this.chain = chain;
        this.sources = sources;
        this.clock = clock;
    }

    /** What the database says about the sealed version. */
    private record Rows(
            RecordVersion version,
            Optional<Commitment> before,
            Optional<String> authorsKey,
            boolean waiting,
            boolean broken) {}

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
        lines.add(signature(rows, header));
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
        return report;
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
        Optional<String> authorsKey = Optional.ofNullable(
                        entities.find(Practitioner.class, version.author().value()))
                .map(author -> author.signing().publicKey());
        SealStates states = new SealStates(entities);
        boolean broken =
                states.of(seal).filter(state -> state.status() == Status.BROKEN).isPresent();
        return new Rows(version, before, authorsKey, states.isWaiting(seal), broken);
    }

    private static Optional<RecordVersion> find(EntityManager entities, SealId seal) {
        return Optional.ofNullable(entities.find(RecordVersion.class, new RecordVersion.Key(seal)));
    }

    private static Optional<SealHeader> header(RecordVersion version) {
        try {
            return Optional.of(SealHeader.parse(version.header().text()));
        } catch (Refused malformed) {
            return Optional.empty();
        }
    }

    /** The key that counts is the one on the ledger; the row's stands in for it while the ledger is away. */
    private Line signature(Rows rows, Optional<SealHeader> header) {
        if (header.isEmpty()) {
            return Line.failed(SealCheck.SIGNATURE_VERIFIES, "header-unreadable");
        }
        Optional<String> key = registeredKey(header.get()).or(rows::authorsKey);
        if (key.isEmpty() || !thumbprint(key.get()).equals(header.get().key())) {
            return Line.failed(SealCheck.SIGNATURE_VERIFIES, "key-differs");
        }
        boolean verifies = keys.verify(
                key.get(),
                rows.version().header().text(),
                rows.version().header().signature());
        return verifies
                ? Line.passed(SealCheck.SIGNATURE_VERIFIES)
                : Line.failed(SealCheck.SIGNATURE_VERIFIES, "signature-wrong");
    }

    private Optional<String> registeredKey(SealHeader header) {
        try {
            return ledger.findPractitioner(header.author()).map(RegisteredPractitioner::publicKey);
        } catch (Unavailable away) {
            return Optional.empty();
        }
    }

    private static String thumbprint(String publicKey) {
        try {
            byte[] spki = Base64.getDecoder().decode(publicKey);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(spki));
        } catch (IllegalArgumentException notBase64) {
            return "";
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
