package org.chartseal.domain.records;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chartseal.domain.ledger.Commitment;
import org.chartseal.domain.ledger.SealId;
import org.chartseal.domain.ledger.TransactionId;
import org.chartseal.domain.people.PatientId;

/**
 * What the checks of one seal found. It names no person and shows no content.
 *
 * @param seal which one
 * @param patient whose record; for who must decide what may be told
 * @param type kind of record
 * @param signedAt as the row says
 * @param commitment as the row says
 * @param place where the ledger holds it, when that is known
 * @param lines one for each check that applies, in the order of {@link SealCheck}
 */
public record SealReport(
        SealId seal,
        PatientId patient,
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
     * A file that belongs to the record.
     *
     * @param number from 1, in the record's order
     * @param name as it is called; nothing towards who may not read the record
     */
    public record File(int number, Optional<String> name, String mediaType) {}

    /**
     * One check.
     *
     * @param reason a code when it did not pass, else empty
     * @param changed what differs: names of columns, or JSON pointers into the content
     * @param file what was checked, when it is a file
     */
    public record Line(SealCheck check, Result result, String reason, List<String> changed, Optional<File> file) {

        public Line {
            changed = List.copyOf(changed);
        }

        static Line passed(SealCheck check) {
            return new Line(check, Result.PASSED, "", List.of(), Optional.empty());
        }

        static Line failed(SealCheck check, String reason) {
            return new Line(check, Result.FAILED, reason, List.of(), Optional.empty());
        }

        static Line unknown(SealCheck check, String reason) {
            return new Line(check, Result.UNKNOWN, reason, List.of(), Optional.empty());
        }

        /** Passed when nothing differs. */
        static Line compared(SealCheck check, String reason, List<String> changed) {
            return changed.isEmpty()
                    ? passed(check)
                    : new Line(check, Result.FAILED, reason, changed, Optional.empty());
        }

        /** The same of that file. */
        Line of(Optional<File> checked) {
            return new Line(check, result, reason, changed, checked);
        }
    }

    /** The same report, in which files have numbers only. */
    SealReport withoutNames() {
        List<Line> nameless = lines.stream()
                .map(line ->
                        line.of(line.file().map(file -> new File(file.number(), Optional.empty(), file.mediaType()))))
                .toList();
        return new SealReport(seal, patient, type, signedAt, commitment, place, nameless);
    }

    /** Failed when any check failed; passed when all did. */
    public Result result() {
        if (lines.stream().anyMatch(line -> line.result() == Result.FAILED)) {
            return Result.FAILED;
        }
        return lines.stream().allMatch(line -> line.result() == Result.PASSED) ? Result.PASSED : Result.UNKNOWN;
    }
}
