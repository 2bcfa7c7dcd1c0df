package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.chartseal.domain.documents.KeyVault;
import org.chartseal.domain.documents.ObjectCipher;
import org.chartseal.domain.documents.RepairKeys;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.IdGenerator;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/**
 * Puts the working rows of a signed record back as they stood before somebody wrote to them. It counts only if they then say what
 * was signed, which is read from the encrypted object; nothing of the record is shown to who does it. Where the wraps of the record's
 * keys are not as they should be, those are made again.
 */
@ApplicationScoped
public class RepairRecord {

    private static final String PUT_BACK = "SELECT put_rows_back(?1)";
    private static final String KEEP =
            "INSERT INTO integrity_repair (finding_id, repaired_at, account, writes) VALUES (?1, ?2, ?3, ?4)";

    private static final Set<String> OF_KEYS = Set.of(SealCheck.DECRYPTS.code(), SealCheck.FILE_DECRYPTS.code());

    private final NewTransaction transaction;
    private final SealedObjects objects;
    private final SealedSources sources;
    private final VerifySeal verify;
    private final Function<EntityManager, RepairKeys> keys;
    private final Clock clock;

    @Inject
    public RepairRecord(
            NewTransaction transaction,
            SealedObjects objects,
            SealedSources sources,
            VerifySeal verify,
            ObjectCipher cipher,
            KeyVault vault,
            IdGenerator ids,
            Clock clock) {
        this.transaction = transaction;
        this.objects = objects;
        this.sources = sources;
        this.verify = verify;
        this.keys = entities -> new RepairKeys(entities, cipher, vault, ids, clock);
        this.clock = clock;
    }

    /**
     * Repairs what an open finding is about, and verifies the record again.
     *
     * @return whether everything about the record verifies now
     * @throws Refused {@code role-missing}; {@code repair-not-known} when how the rows stood was not kept, or is not what was
     *     signed: nothing is changed then; {@code repair-without-original} when what was signed cannot be opened; {@code
     *     repair-key-lost} when no wrap is good of which others could be made; {@code repair-needless} when all are as they should be
     * @throws NotFound when there is no open finding of that number about working rows or keys
     */
    public boolean repair(Actor actor, long finding) {
        actor.require(Role.ADMINISTRATOR);
        Found found = transaction.call(entities -> found(entities, finding));
        RecordVersion version = found.version();
        if (found.ofKeys()) {
            keep(actor, finding, entities -> repairKeys(entities, version));
        } else {
            putBack(actor, finding, version);
        }
        return verify.verify(version.seal()).result() == SealReport.Result.PASSED;
    }

    /** Finds out what an open finding is about, and whether that is keys. */
    private record Found(RecordVersion version, boolean ofKeys) {}

    private void putBack(Actor actor, long finding, RecordVersion version) {
        Optional<Commitment> signed = VerifySeal.header(version).map(SealHeader::commitment);
        CanonicalContent sealed = ContentChecks.of(version, signed, objects)
                .content()
                .orElseThrow(() -> Refused.because("repair-without-original"));
        try {
            keep(actor, finding, entities -> putBack(entities, version, sealed));
        } catch (PersistenceException doesNotFit) {
            throw Refused.because("repair-not-known").causedBy(doesNotFit);
        }
    }

    /** Both or nothing: the work, and that it was done. */
    private void keep(Actor actor, long finding, Function<EntityManager, Integer> work) {
        transaction.call(entities -> entities.createNativeQuery(KEEP)
                .setParameter(4, work.apply(entities))
                .setParameter(1, finding)
                .setParameter(2, Timestamp.from(clock.instant()))
                .setParameter(3, actor.account().name())
                .executeUpdate());
    }

    /** Of the version's object and of the files that belong to the record. */
    private int repairKeys(EntityManager entities, RecordVersion version) {
        RepairKeys repair = keys.apply(entities);
        int writes = repair.repair(version.context(), version.object());
        List<SealedFile> files = sources.of(version.type())
                .map(source -> source.files(version.record(), Optional.empty()))
                .orElse(List.of());
        for (SealedFile file : files) {
            writes += file.stored()
                    .map(stored -> repair.repair(stored.context(), stored.address()))
                    .orElse(0);
        }
        if (writes == 0) {
            throw Refused.because("repair-needless");
        }
        return writes;
    }

    private int putBack(EntityManager entities, RecordVersion version, CanonicalContent sealed) {
        int writes = (Integer) entities.createNativeQuery(PUT_BACK, Integer.class)
                .setParameter(1, version.record().value())
                .getSingleResult();
        entities.clear();
        boolean asSigned = writes > 0
                && WorkingRows.within(version, sealed, sources, entities)
                        .compare(Optional.of(sealed))
                        .equals(SealReport.Line.passed(SealCheck.WORKING_ROWS_MATCH));
        if (!asSigned) {
            throw Refused.because("repair-not-known");
        }
        return writes;
    }

    private static Found found(EntityManager entities, long number) {
        IntegrityFinding finding = Optional.ofNullable(entities.find(IntegrityFinding.class, number))
                .filter(each -> each.resolvedAt().isEmpty())
                .filter(each -> each.checkFailed().equals(SealCheck.WORKING_ROWS_MATCH.code()) || isOfKeys(each))
                .orElseThrow(() -> new NotFound("finding", number));
        return ShowFinding.seal(finding)
                .map(seal -> entities.find(RecordVersion.class, new RecordVersion.Key(seal)))
                .map(version -> new Found(version, isOfKeys(finding)))
                .orElseThrow(() -> new NotFound("finding", number));
    }

    private static boolean isOfKeys(IntegrityFinding finding) {
        return OF_KEYS.contains(finding.checkFailed());
    }
}
