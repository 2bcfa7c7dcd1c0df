package org.chartseal.domain.records;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.SealHeader;
import org.chartseal.domain.people.Actor;
import org.chartseal.domain.people.Role;
import org.chartseal.domain.shared.NotFound;
import org.chartseal.domain.shared.Refused;

/**
 * Puts the working rows of a signed record back as they stood before somebody wrote to them. It counts only if they then say what
 * was signed, which is read from the encrypted object; nothing of the record is shown to who does it.
 */
@ApplicationScoped
public class RepairRecord {

    private static final String PUT_BACK = "SELECT put_rows_back(?1)";
    private static final String KEEP =
            "INSERT INTO integrity_repair (finding_id, repaired_at, account, writes) VALUES (?1, ?2, ?3, ?4)";

    private final NewTransaction transaction;
    private final SealedObjects objects;
    private final SealedSources sources;
    private final VerifySeal verify;
    private final Clock clock;

    @Inject
    public RepairRecord(
            NewTransaction transaction, SealedObjects objects, SealedSources sources, VerifySeal verify, Clock clock) {
        this.transaction = transaction;
        this.objects = objects;
        this.sources = sources;
        this.verify = verify;
        this.clock = clock;
    }

    /**
     * Repairs what an open finding is about, and verifies the record again.
     *
     * @return whether everything about the record verifies now
     * @throws Refused {@code role-missing}; {@code repair-not-known} when how the rows stood was not kept, or is not what was
     *     signed: nothing is changed then; {@code repair-without-original} when what was signed cannot be opened
     * @throws NotFound when there is no open finding of that number about working rows
     */
    public boolean repair(Actor actor, long finding) {
        actor.require(Role.ADMINISTRATOR);
        RecordVersion version = transaction.call(entities -> version(entities, finding));
        Optional<Commitment> signed = VerifySeal.header(version).map(SealHeader::commitment);
        CanonicalContent sealed = ContentChecks.of(version, signed, objects)
                .content()
                .orElseThrow(() -> Refused.because("repair-without-original"));
        try {
            transaction.call(entities -> {
                int writes = putBack(entities, version, sealed);
                return entities.createNativeQuery(KEEP)
                        .setParameter(1, finding)
                        .setParameter(2, Timestamp.from(clock.instant()))
                        .setParameter(3, actor.account().name())
                        .setParameter(4, writes)
                        .executeUpdate();
            });
        } catch (PersistenceException doesNotFit) {
            throw Refused.because("repair-not-known").causedBy(doesNotFit);
        }
        return verify.verify(version.seal()).result() == SealReport.Result.PASSED;
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

    private static RecordVersion version(EntityManager entities, long number) {
        IntegrityFinding finding = Optional.ofNullable(entities.find(IntegrityFinding.class, number))
                .filter(each -> each.resolvedAt().isEmpty())
                .filter(each -> each.checkFailed().equals(SealCheck.WORKING_ROWS_MATCH.code()))
                .orElseThrow(() -> new NotFound("finding", number));
        return ShowFinding.seal(finding)
                .map(seal -> entities.find(RecordVersion.class, new RecordVersion.Key(seal)))
                .orElseThrow(() -> new NotFound("finding", number));
    }
}
