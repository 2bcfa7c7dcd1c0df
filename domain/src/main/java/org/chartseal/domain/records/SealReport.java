package org.chartseal.domain.records;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.TransactionId;

/**
 * What the checks of one seal found. It names no person and shows no content.
 *
 * @param seal which one
 * @param type kind of record
 * @param signedAt as the row says
 * @param commitment as the row says
 * @param place where the ledger holds it, when that is known
 * @param lines one for each check that applies, in the order of {@link SealCheck}
 */
public record SealReport(
        SealId seal,
        RecordType type,
        Instant signedAt,
        Commitment commitment,
        Optional<Place> place,
        List<Line> lines) {

    public SealReport {
        lines = List.copyOf(lines);
    }

    /** How a check ended. */
    public enum Result {
        PASSED,
        FAILED,
        /** It could not be made: a part is away, the seal is not anchored yet, or a check before it failed. */
        UNKNOWN;

        /** As it stands in message keys. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where the ledger holds the seal.
     *
     * @param block number of the block
     * @param transaction that wrote it
     */
    public record Place(long block, TransactionId transaction) {}

    /**
     * One check.
     *
     * @param reason a code when it did not pass, else empty
     * @param changed what differs: names of columns, or JSON pointers into the content
     */
    public record Line(SealCheck check, Result result, String reason, List<String> changed) {

        public Line {
            changed = List.copyOf(changed);
        }

        static Line passed(SealCheck check) {
            return new Line(check, Result.PASSED, "", List.of());
        }

        static Line failed(SealCheck check, String reason) {
            return new Line(check, Result.FAILED, reason, List.of());
        }

        static Line unknown(SealCheck check, String reason) {
            return new Line(check, Result.UNKNOWN, reason, List.of());
        }

        /** Passed when nothing differs. */
        static Line compared(SealCheck check, String reason, List<String> changed) {
            return changed.isEmpty() ? passed(check) : new Line(check, Result.FAILED, reason, changed);
        }
    }

    /** Failed when any check failed; passed when all did. */
    public Result result() {
        if (lines.stream().anyMatch(line -> line.result() == Result.FAILED)) {
            return Result.FAILED;
        }
        return lines.stream().allMatch(line -> line.result() == Result.PASSED) ? Result.PASSED : Result.UNKNOWN;
    }
}
